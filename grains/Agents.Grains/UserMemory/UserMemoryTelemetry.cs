using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Agents.Contracts;
using Agents.Memory.Records;

namespace Agents.Grains.UserMemory;

/// <summary>Traces and metrics of user memory. None of them carries a user or a text.</summary>
internal sealed class UserMemoryTelemetry : IDisposable
{
    public const string Name = "Agents.Memory";

    // Memory answers in fractions of a millisecond; the default buckets begin at five seconds.
    private static readonly InstrumentAdvice<double> SecondsBuckets = new()
    {
        HistogramBucketBoundaries = [.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5],
    };

    private readonly Meter _meter;
    private readonly UpDownCounter<long> _memories;

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
        Active = _meter.CreateUpDownCounter<int>(
            "agents.memory.users.active", "{user}", "Users whose memory is in memory.");
        _memories = _meter.CreateUpDownCounter<long>(
            "agents.memory.memories", "{memory}", "Memories of the active users, by kind and state.");
        Owed = _meter.CreateUpDownCounter<long>(
            "agents.memory.consolidation.owed", "{text}", "Turns of the active users that wait to be read.");
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

    /// <summary>Counts memories of a kind that came into a state, or left it where negative.</summary>
    public void Count(MemoryKind kind, MemoryState state, int change) => _memories.Add(
        change,
        new KeyValuePair<string, object?>("kind", NameOf(kind)),
        new KeyValuePair<string, object?>("state", NameOf(state)));

    /// <summary>Counts one step of a run.</summary>
    public void Ran(ConsolidationRecord step)
    {
        Extracted.Add(step.Added?.Count ?? 0);
        Read.Add(step.Done.Count);
        if (step.End is { } end)
        {
            Runs.Add(1, new KeyValuePair<string, object?>("end", end.ToString().ToLowerInvariant()));
        }
    }

    /// <summary>Counts what a policy took out of recall.</summary>
    public void Left(IEnumerable<DecisionRecord> decisions)
    {
        foreach (var why in decisions.CountBy(decision => decision.Why ?? ""))
        {
            LeftRecall.Add(why.Value, new KeyValuePair<string, object?>("limit", why.Key));
        }
    }

    private static string NameOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private Histogram<double> Seconds(string name, string description) =>
        _meter.CreateHistogram(name, "s", description, advice: SecondsBuckets);

    public void Dispose()
    {
        _meter.Dispose();
        Activities.Dispose();
    }
}
