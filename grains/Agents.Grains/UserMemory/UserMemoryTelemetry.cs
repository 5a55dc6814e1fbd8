using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Memory.Records;
using Agents.Memory.Retention;

namespace Agents.Grains.UserMemory;

/// <summary>Traces and metrics of user memory. None of them carries a user or a text.</summary>
internal sealed class UserMemoryTelemetry : IDisposable
{
    public const string Name = "Agents.Memory";
    public const string Embeddings = "embeddings";
    public const string Consolidate = "upsert_memory";

    // Memory answers in fractions of a millisecond; the default buckets begin at five seconds.
    private static readonly InstrumentAdvice<double> SecondsBuckets = new()
    {
        HistogramBucketBoundaries = [.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5],
    };

    private readonly Meter _meter;
    private readonly UpDownCounter<long> _memories;

    private readonly Counter<long> _ended;
    private readonly Counter<long> _dropped;

    public UserMemoryTelemetry(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        Appended = _meter.CreateCounter<long>("agents.memory.episodes.appended", "{episode}", "Episodes made durable.");
        GroupFrames = _meter.CreateHistogram<int>(
            "agents.memory.commit.frames", "{frame}", "Frames of one group commit.");
        CommitSeconds = Seconds("agents.memory.commit.duration", "Time of one group commit.");
        RecallSeconds = Seconds("agents.memory.recall.duration", "Time of one search or recall.");
        ActivationSeconds = Seconds("agents.memory.activation.duration", "Time to open a log and fold it.");
        Embedded = _meter.CreateCounter<long>("agents.memory.vectors.stored", "{vector}", "Vectors made durable.");
        Extracted = _meter.CreateCounter<long>(
            "agents.memory.items.extracted", "{item}", "Items taken from turns and made durable.");
        Runs = _meter.CreateCounter<long>(
            "agents.memory.consolidation.runs", "{run}", "Runs of consolidation that ended, by how they did.");
        Read = _meter.CreateCounter<long>(
            "agents.memory.consolidation.texts", "{text}", "Turns that consolidation has read.");
        LeftRecall = _meter.CreateCounter<long>(
            "agents.memory.retention.left", "{memory}", "Memories that a policy took out of recall, by its limit.");
        Skipped = _meter.CreateCounter<long>(
            "agents.memory.recall.skipped", "{stage}", "Recall stages that missed their deadline.");
        _ended = _meter.CreateCounter<long>(
            "agents.memory.activations.ended", "{activation}", "Activations that were put to rest, by the reason.");
        _dropped = _meter.CreateCounter<long>(
            "agents.memory.activations.dropped", "{activation}", "Activations that a fault of their log ended.");
        Active = _meter.CreateUpDownCounter<int>(
            "agents.memory.users.active", "{user}", "Users whose memory is in memory.");
        _memories = Gauge("memories", "{memory}", "Memories of the active users, by kind and state.");
        Owed = Gauge("consolidation.owed", "{text}", "Turns of the active users that wait to be read.");
        Running = Gauge("consolidation.running", "{run}", "Runs of consolidation under way.");
        Queue = Gauge("commit.queue", "{write}", "Writes that wait for their group commit.");
        Pending = Gauge("embedding.pending", "{text}", "Texts of the active users that wait for their vector.");
        LogFrames = Gauge("log.frames", "{frame}", "Frames of the logs of the active users.");
        LogBytes = Gauge("log.size", "By", "Bytes of the logs of the active users.");
        SnapshotLag = Gauge("snapshot.lag", "{frame}", "Frames of those logs that no snapshot holds yet.");
        StartFromZero();
    }

    public ActivitySource Activities { get; } = new(Name);

    public Counter<long> Appended { get; }

    public Histogram<int> GroupFrames { get; }

    public Histogram<double> CommitSeconds { get; }

    public Histogram<double> RecallSeconds { get; }

    public Histogram<double> ActivationSeconds { get; }

    public Counter<long> Embedded { get; }

    public Counter<long> Extracted { get; }

    public Counter<long> Runs { get; }

    public Counter<long> Read { get; }

    public Counter<long> LeftRecall { get; }

    public Counter<long> Skipped { get; }

    public UpDownCounter<int> Active { get; }

    public UpDownCounter<long> Owed { get; }

    public UpDownCounter<long> Running { get; }

    public UpDownCounter<long> Queue { get; }

    public UpDownCounter<long> Pending { get; }

    public UpDownCounter<long> LogFrames { get; }

    public UpDownCounter<long> LogBytes { get; }

    public UpDownCounter<long> SnapshotLag { get; }

    /// <summary>Makes the metrics of what keeps the logs.</summary>
    public StorageTelemetry OfStorage(IMemoryLogProvider provider, TimeProvider clock) =>
        new(_meter, SecondsBuckets, provider, clock);

    /// <summary>Starts a span of work on a memory, named by the conventions for generative AI.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="store">Whose memory, as the key of the grain, which is a keyed hash.</param>
    public Activity? Begin(string operation, string store) => Activities.StartActivity(
        operation,
        ActivityKind.Internal,
        parentContext: default,
        [new("gen_ai.operation.name", operation), new("gen_ai.memory.store.id", store)]);

    /// <summary>Counts an activation that was put to rest.</summary>
    public void Ended(DeactivationReasonCode reason) => _ended.Add(1, Tag("reason", reason));

    /// <summary>Counts an activation that a fault of its log ended.</summary>
    public void Dropped(string code) => _dropped.Add(1, Tag("error.type", code));

    /// <summary>Counts memories of a kind that came into a state, or left it where negative.</summary>
    public void Count(MemoryKind kind, MemoryState state, int change) => _memories.Add(
        change,
        Tag("kind", kind),
        Tag("state", state));

    /// <summary>Counts one step of a run.</summary>
    public void Ran(ConsolidationRecord step)
    {
        Extracted.Add(step.Added?.Count ?? 0);
        Read.Add(step.Done.Count);
        if (step.End is { } end)
        {
            Runs.Add(1, Tag("end", end));
        }
    }

    /// <summary>Counts what a policy took out of recall.</summary>
    public void Left(IEnumerable<DecisionRecord> decisions)
    {
        foreach (var why in decisions.CountBy(decision => decision.Why ?? ""))
        {
            LeftRecall.Add(why.Value, Tag("limit", why.Key));
        }
    }

    /// <summary>Spells a name as the wire does.</summary>
    internal static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static KeyValuePair<string, object?> Tag<T>(string name, T value)
        where T : struct, Enum => new(name, Snake(value.ToString()));

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    /// <summary>Lets those that an alert looks for be there from the start, so that their first increase is
    /// seen.</summary>
    private void StartFromZero()
    {
        _ended.Add(0, Tag("reason", DeactivationReasonCode.ActivationIdle));
        _ended.Add(0, Tag("reason", DeactivationReasonCode.HighMemoryPressure));
        foreach (var code in (string[])[
            ErrorCodes.LogDamaged, ErrorCodes.StorageFull, ErrorCodes.StorageUnavailable])
        {
            _dropped.Add(0, Tag("error.type", code));
        }

        foreach (var limit in (string[])[
            RetentionPlanner.ByMemories, RetentionPlanner.ByBytes, RetentionPlanner.ByAge])
        {
            LeftRecall.Add(0, Tag("limit", limit));
        }

        foreach (var end in Enum.GetValues<RunEnd>())
        {
            Runs.Add(0, Tag("end", end));
        }

        foreach (var gauge in (UpDownCounter<long>[])[Running, Queue, Pending, LogFrames, LogBytes, SnapshotLag, Owed])
        {
            gauge.Add(0);
        }

        Active.Add(0);
        Skipped.Add(0);
    }

    private UpDownCounter<long> Gauge(string name, string unit, string description) =>
        _meter.CreateUpDownCounter<long>("agents.memory." + name, unit, description);

    private Histogram<double> Seconds(string name, string description) =>
        _meter.CreateHistogram(name, "s", description, advice: SecondsBuckets);

    public void Dispose()
    {
        _meter.Dispose();
        Activities.Dispose();
    }
}
