using Agents.Contracts;
using Agents.Memory.Records;

namespace Agents.Grains.Consolidation;

/// <summary>A run while it goes on.</summary>
internal sealed class RunInProgress(long first, RunTrigger trigger)
{
    /// <summary>Gets or sets the frame of its first step; 0 before that.</summary>
    public long First { get; set; } = first;

    public RunTrigger Trigger { get; } = trigger;

    /// <summary>Gets or sets how many texts it may still read.</summary>
    public int Left { get; set; } = MemoryLimits.ConsolidationTextsMax;

    public bool Cancelled { get; set; }

    /// <summary>Gets or sets a value indicating whether no text is left for it; digests may be.</summary>
    public bool IsRead { get; set; }

    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
