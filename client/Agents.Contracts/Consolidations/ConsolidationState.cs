namespace Agents.Contracts;

/// <summary>Where a run stands.</summary>
public enum ConsolidationState
{
    Running,

    /// <summary>All that was owed is read.</summary>
    Completed,

    /// <summary>It reached its limit; the next run reads the rest.</summary>
    Limited,

    /// <summary>A caller ended it; what was read until then stays.</summary>
    Cancelled,

    /// <summary>The process ended while it ran; what was read stays, and the rest is read by another.</summary>
    Interrupted,

    /// <summary>What it did was taken back.</summary>
    Undone,

    /// <summary>It only says what a run would do.</summary>
    DryRun,
}
