using Agents.Contracts;
using Agents.Grains.UserMemory;
using Agents.Memory.Records;

namespace Agents.Grains.Consolidation;

/// <summary>A run while it goes on.</summary>
internal sealed class RunInProgress
{
    private readonly UserMemoryTelemetry _telemetry;

    public RunInProgress(long first, RunTrigger trigger, UserMemoryTelemetry telemetry)
    {
        (First, Trigger, _telemetry) = (first, trigger, telemetry);
        telemetry.Running.Add(1);
    }

    /// <summary>Gets or sets the frame of its first step; 0 before that.</summary>
    public long First { get; set; }

    public RunTrigger Trigger { get; }

    /// <summary>Gets or sets how many texts it may still read.</summary>
    public int Left { get; set; } = MemoryLimits.ConsolidationTextsMax;

    public bool Cancelled { get; set; }

    /// <summary>Gets or sets a value indicating whether no text is left for it; digests may be.</summary>
    public bool IsRead { get; set; }

    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends it, here at least: one that a silo leaves behind is taken up by the next.</summary>
    public void End()
    {
        if (Ended.TrySetResult())
        {
            _telemetry.Running.Add(-1);
        }
    }
}
