using System.Globalization;
using System.Text;
using Agents.Contracts;
using Agents.Memory.Consolidation;
using Agents.Memory.Log;
using Agents.Memory.Projection;
using Agents.Memory.Recall;
using Agents.Memory.Records;

namespace Agents.TestKit.Transfer;

/// <summary>A user's memory over its log, as the actor writes it: turns, decisions, erasures.</summary>
public sealed class SimulatedUser : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly IMemoryLog _log;

    private SimulatedUser(IMemoryLog log, MemoryProjection projection) => (_log, Projection) = (log, projection);

    public MemoryProjection Projection { get; }

    public long Position => _log.Position;

    /// <summary>Opens the user's log, finishes an erasure that was decided and not carried out, and folds it.</summary>
    public static async Task<SimulatedUser> OpenAsync(
        IMemoryLogProvider provider, MemoryScope scope, CancellationToken cancellationToken)
    {
        var log = await provider.OpenAsync(scope, cancellationToken);
        var projection = await ProjectionLoader.LoadAsync(
            log, new RecallOptions(), "none", log.Position, cancellationToken);
        return new SimulatedUser(log, projection);
    }

    /// <summary>Says turns, each with its id and its text.</summary>
    /// <returns>False when one of the ids was erased, as the interface answers 410.</returns>
    public async Task<bool> SayAsync(string conversation, params (string Id, string Text)[] turns)
    {
        if (turns.Any(turn => Projection.IsErased(turn.Id)))
        {
            return false;
        }

        await AppendAsync([.. turns.Select(turn => new NewFrame(FrameType.Episode, RecordJson.Encode(new EpisodeRecord
        {
            Id = turn.Id,
            Role = MessageRoles.User,
            Author = "user",
            Text = turn.Text,
            Conversation = conversation,
            Time = Start,
            RecordedAt = Start,
            ContentHash = Fingerprint.Of(turn.Text),
        })))]);
        return true;
    }

    /// <summary>Takes an item from a turn: all of its text.</summary>
    public Task LearnAsync(string id, string turn)
    {
        var source = Projection[Ordinal(turn)];
        var length = source.TextBytes;
        return AppendAsync([new NewFrame(FrameType.Item, RecordJson.Encode(new ItemRecord
        {
            Id = id,
            Kind = MemoryKind.Fact,
            Subject = "user",
            Slot = "home",
            Value = id,
            Text = $"item {id}",
            Time = Start,
            RecordedAt = Start,
            Author = "user",
            Role = MessageRoles.User,
            Source = new EpisodeSpan(source.Sequence, 0, length, length),
            Extractor = "test/1",
        }))]);
    }

    public Task DecideAsync(DecisionKind kind, string id) => AppendAsync([Frame(new DecisionRecord
    {
        Kind = kind,
        At = Start,
        Subject = Projection[Ordinal(id)].Sequence,
    })]);

    /// <summary>Erases memories as the actor does: the decision first, then the payloads, then the note that they are
    /// gone.</summary>
    public async Task EraseAsync(params string[] ids)
    {
        var erasure = new Erasure(Projection, [.. ids.Select(Ordinal)]);
        await AppendAsync([.. erasure.Decisions(Start).Select(Frame)]);
        await _log.EraseAsync([.. Projection.OwedErasures], CancellationToken.None);
        await AppendAsync([Frame(new DecisionRecord { Kind = DecisionKind.ErasureDone, At = Start })]);
    }

    /// <summary>Stops in the middle of an erasure: it is decided, and the payloads are still there.</summary>
    public Task DecideErasureAsync(params string[] ids) =>
        AppendAsync([.. new Erasure(Projection, [.. ids.Select(Ordinal)]).Decisions(Start).Select(Frame)]);

    public async Task DeleteAsync() => await _log.DeleteAsync(CancellationToken.None);

    public async Task SnapshotAsync() =>
        await _log.WriteSnapshotAsync(new LogSnapshot(Position, Projection.ToSnapshot()), CancellationToken.None);

    /// <summary>Gives the ids that are live.</summary>
    public string[] Live() => [.. Enumerable.Range(0, Projection.Count)
        .Where(ordinal => !Projection[ordinal].Erased).Select(ordinal => Projection.Index[ordinal].Id)];

    /// <summary>Gives all that the log holds, decrypted, as one text.</summary>
    public async Task<string> EverythingAsync()
    {
        var all = new StringBuilder();
        await foreach (var frame in _log.ReadAsync(0, CancellationToken.None))
        {
            all.Append(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetString(frame.Payload.Span)}\n");
        }

        return all.ToString();
    }

    public ValueTask DisposeAsync() => _log.DisposeAsync();

    private static NewFrame Frame(DecisionRecord decision) => new(FrameType.Decision, RecordJson.Encode(decision));

    private int Ordinal(string id) => Projection.TryFind(id, out var ordinal)
        ? ordinal
        : throw new InvalidOperationException($"There is no memory {id}.");

    private async Task AppendAsync(NewFrame[] frames)
    {
        var first = Position + 1;
        await _log.AppendAsync(Position, frames, CancellationToken.None);
        for (var i = 0; i < frames.Length; i++)
        {
            Projection.Apply(new LogFrame(first + i, frames[i].Type, frames[i].Payload, Erased: false));
        }
    }
}
