using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Memory.Projection;
using Agents.Memory.Recall;
using Agents.Memory.Records;

namespace Agents.Memory.Tests.Projection;

/// <summary>Writes frames as a grain would, without a grain and without a disk.</summary>
internal sealed class FrameScript
{
    public const string Model = "test/model";
    public const int Dimension = 16;

    private static readonly DateTimeOffset Start = new(2026, 5, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly List<LogFrame> _frames = [];

    public IReadOnlyList<LogFrame> Frames => _frames;

    public long Next => _frames.Count + 1;

    public LogFrame Episode(string id, string text, bool evidence = true, string? conversation = null) =>
        Add(FrameType.Episode, RecordJson.Encode(new EpisodeRecord
        {
            Id = id,
            Role = "user",
            Author = "user",
            Text = text,
            Time = Start.AddMinutes(Next),
            RecordedAt = Start.AddMinutes(Next),
            Conversation = conversation,
            Evidence = evidence,
            ContentHash = Fingerprint.Of(text),
            Idempotency = Next % 3 == 0 ? new IdempotencyMark((ulong)Next, 7) : null,
        }));

    public LogFrame Decide(DecisionKind kind, long subject, string? text = null, DateTimeOffset? expires = null) =>
        Add(FrameType.Decision, RecordJson.Encode(new DecisionRecord
        {
            Kind = kind,
            At = Start.AddMinutes(Next),
            Subject = subject,
            Text = text,
            Expires = expires,
        }));

    /// <summary>Puts a retention policy in the place of the one before.</summary>
    public LogFrame Retain(RetentionPolicy? policy) =>
        Add(FrameType.Decision, RecordJson.Encode(new DecisionRecord
        {
            Kind = DecisionKind.Retain,
            At = Start.AddMinutes(Next),
            Policy = policy,
        }));

    /// <summary>Uses memories, known by their frames; where no time is given, when the frame is written.</summary>
    public LogFrame Use(IEnumerable<long> sequences, DateTimeOffset? at = null) =>
        Add(FrameType.Use, new UseRecord(at ?? Start.AddMinutes(Next), [.. sequences.Order()]).Encode());

    public LogFrame Vector(long textSequence, string model = Model, int seed = 1, byte version = 2)
    {
        var vector = new float[Dimension];
        vector[seed % Dimension] = 1;
        var payload = new VectorRecord(model, textSequence, PackedVector.Pack(vector)).Encode();
        payload[0] = version;
        return Add(FrameType.Vector, payload);
    }

    /// <summary>Decides to erase a memory, as the projection at hand knows it.</summary>
    public LogFrame Erase(MemoryProjection projection, int ordinal) =>
        Add(FrameType.Decision, RecordJson.Encode(new DecisionRecord
        {
            Kind = DecisionKind.Erase,
            At = Start.AddMinutes(Next),
            Sequences = projection.FramesOf(ordinal),
            ErasedIds = [Fingerprint.Of(projection.Index[ordinal].Id)],
        }));

    /// <summary>Empties frames, as the storage does once the decision is durable.</summary>
    public void Empty(IEnumerable<long> sequences)
    {
        foreach (var sequence in sequences)
        {
            _frames[(int)sequence - 1] = _frames[(int)sequence - 1] with { Payload = default, Erased = true };
        }
    }

    /// <summary>Folds everything from the start.</summary>
    public MemoryProjection Fold(string model = Model)
    {
        var projection = new MemoryProjection(new RecallOptions { Dimension = Dimension }, model);
        foreach (var frame in _frames)
        {
            projection.Apply(frame);
        }

        return projection;
    }

    /// <summary>Adds a frame as it is.</summary>
    public LogFrame Add(FrameType type, byte[] payload)
    {
        var frame = new LogFrame(Next, type, payload, Erased: false);
        _frames.Add(frame);
        return frame;
    }
}
