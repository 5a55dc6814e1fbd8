using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Agents.Grains.UserMemory;

/// <summary>Traces and metrics of user memory. None of them carries a user or a text.</summary>
internal sealed class UserMemoryTelemetry : IDisposable
{
    public const string Name = "Agents.Memory";

    private readonly Meter _meter;

    public UserMemoryTelemetry(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        Appended = _meter.CreateCounter<long>("agents.memory.episodes.appended", "{episode}", "Episodes made durable.");
        GroupFrames = _meter.CreateHistogram<int>("agents.memory.commit.frames", "{frame}", "Frames of one group commit.");
        CommitSeconds = _meter.CreateHistogram<double>("agents.memory.commit.duration", "s", "Time of one group commit.");
        RecallSeconds = _meter.CreateHistogram<double>("agents.memory.recall.duration", "s", "Time of one search or recall.");
        ActivationSeconds = _meter.CreateHistogram<double>("agents.memory.activation.duration", "s", "Time to open a log and fold it.");
        Embedded = _meter.CreateCounter<long>("agents.memory.vectors.stored", "{vector}", "Vectors made durable.");
        Skipped = _meter.CreateCounter<long>("agents.memory.recall.skipped", "{stage}", "Recall stages that missed their deadline.");
        Active = _meter.CreateUpDownCounter<int>("agents.memory.users.active", "{user}", "Users whose memory is in memory.");
    }

    public ActivitySource Activities { get; } = new(Name);

    public Counter<long> Appended { get; }

    public Histogram<int> GroupFrames { get; }

    public Histogram<double> CommitSeconds { get; }

    public Histogram<double> RecallSeconds { get; }

    public Histogram<double> ActivationSeconds { get; }

    public Counter<long> Embedded { get; }

    public Counter<long> Skipped { get; }

    public UpDownCounter<int> Active { get; }

    public void Dispose()
    {
        _meter.Dispose();
        Activities.Dispose();
    }
}
