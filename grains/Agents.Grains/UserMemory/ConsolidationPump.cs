using Agents.Memory.Consolidation;
using Agents.Memory.Extraction;
using Agents.Memory.Log;
using Agents.Memory.Projection;
using Agents.Memory.Records;
using Microsoft.Extensions.Logging;

namespace Agents.Grains.UserMemory;

/// <summary>Takes items from the turns that are indexed, oldest first, once the user is quiet.</summary>
/// <remarks>
/// An append never waits for it. What it read is noted in the log with what it found; after a crash it reads the rest,
/// and
/// what it finds a second time is known by its id. Claims are held against the state as it is when they are written,
/// never
/// as it was when they were read.
/// </remarks>
internal sealed partial class ConsolidationPump(
    UserMemorySession session, UserMemoryServices services, CancellationToken stopping)
{
    private const int TextsMax = 64;

    private static readonly TimeSpan PauseMax = TimeSpan.FromMinutes(1);

    private readonly ILogger _logger = services.Logger;
    private Task _running = Task.CompletedTask;
    private bool _merging;
    private long _lastWrite = services.Clock.GetTimestamp();

    private TimeSpan Quiet => TimeSpan.FromMilliseconds(services.Options.ConsolidationQuietMs);

    private MemoryProjection Projection => session.Projection;

    /// <summary>Starts the pump when it rests and a text is owed; called after each commit.</summary>
    public void Wake()
    {
        // What the pump writes itself is no sign of a user who is busy.
        _lastWrite = _merging ? _lastWrite : services.Clock.GetTimestamp();
        if (services.Options.Consolidation && _running.IsCompleted && HasWork
            && !stopping.IsCancellationRequested)
        {
            _running = RunAsync();
        }
    }

    /// <summary>Waits until the pump rests, which never fails.</summary>
    public Task DrainAsync() => _running;

    private async Task RunAsync()
    {
        var pause = Quiet;
        while (HasWork && session.Commits.Failure is null && !stopping.IsCancellationRequested)
        {
            try
            {
                await WaitAsync(pause);
                var quiet = services.Clock.GetElapsedTime(_lastWrite);
                pause = Quiet > quiet ? Quiet - quiet : TimeSpan.Zero;
                if (pause == TimeSpan.Zero)
                {
                    await ReadBatchAsync();
                }
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever the log throws, the pump tries again later, or ends with the writer.
            catch (Exception error)
#pragma warning restore CA1031
            {
                pause = TimeSpan.FromTicks(Math.Clamp(pause.Ticks * 2, TimeSpan.TicksPerSecond, PauseMax.Ticks));
                LogPaused(error, pause);
            }
        }
    }

    // A text that waits for its vector is read when that comes, which is a commit too.
    private bool HasWork => Projection.OwedOldest(1).Length > 0;

    private async Task ReadBatchAsync()
    {
        var ordinals = Projection.OwedOldest(TextsMax);
        var read = await session.Texts.ReadAsync(ordinals, stopping);
        var texts = new List<SourceText>(ordinals.Length);
        for (var i = 0; i < ordinals.Length; i++)
        {
            if (read[i] is { } text)
            {
                texts.Add(Source(ordinals[i], text));
            }
        }

        var claims = await Task.Run(
            () => texts.ConvertAll(text => RuleExtractor.Extract(text.Text, text.Time)), stopping);
        await session.Decisions.WaitAsync(stopping);
        try
        {
            _merging = true;
            await MergeAsync(texts, claims);
        }
        finally
        {
            _merging = false;
            session.Decisions.Release();
        }
    }

    private SourceText Source(int ordinal, string text)
    {
        var header = Projection[ordinal];
        var entry = Projection.Index[ordinal];
        return new SourceText(
            header.Sequence, header.TextSequence, text, entry.Time, entry.Author, entry.Role, entry.Conversation,
                entry.Agent);
    }

    /// <summary>Writes what the texts say. A claim about a slot that one before it has changed waits until that is
    /// applied, so that each is held against the state that it meets.</summary>
    private async Task MergeAsync(List<SourceText> texts, List<IReadOnlyList<Claim>> claims)
    {
        var now = services.Clock.GetUtcNow();
        var resolver = new Resolver(Projection);
        var (frames, again, done) = (new List<NewFrame>(), new List<SaidAgain>(), new List<long>());
        var touched = new HashSet<(string, string)>();
        for (var i = 0; i < texts.Count; i++)
        {
            // Between the reading and this gate the text may have been edited or erased.
            if (!Projection.TryFindRecord(texts[i].Sequence, out var ordinal)
                || Projection[ordinal].TextSequence != texts[i].TextSequence)
            {
                continue;
            }

            done.Add(texts[i].TextSequence);
            foreach (var claim in claims[i])
            {
                if (frames.Count > 0 && (claim.Reason is not null || claim.Subject != Claim.Speaker
                    || !touched.Add((claim.Subject, claim.Slot))))
                {
                    await session.Commits.AppendAsync(frames);
                    frames = [];
                    touched.Clear();
                }

                touched.Add((claim.Subject, claim.Slot));
                switch (resolver.Resolve(texts[i], claim, now, RuleExtractor.Name))
                {
                    case Resolution.Added added:
                        frames.Add(new NewFrame(FrameType.Item, RecordJson.Encode(added.Item)));
                        services.Telemetry.Extracted.Add(1);
                        break;
                    case Resolution.Repeated repeated:
                        again.Add(repeated.Said);
                        break;
                    default:
                        break;
                }
            }
        }

        var record = new ConsolidationRecord { At = now, Run = RuleExtractor.Name, Done = done, Again = again };
        frames.Add(new NewFrame(FrameType.Consolidation, RecordJson.Encode(record)));
        await session.Commits.AppendAsync(frames);
    }

    private async Task WaitAsync(TimeSpan pause)
    {
        // The commit that woke the pump answers its callers first.
        await Task.Yield();
        if (pause > TimeSpan.Zero)
        {
            await Pauses.WaitAsync(pause, services.Clock, stopping);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Consolidation failed; it is tried again after {Pause}.")]
    private partial void LogPaused(Exception error, TimeSpan pause);
}
