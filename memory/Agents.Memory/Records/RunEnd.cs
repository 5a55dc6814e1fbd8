namespace Agents.Memory.Records;

/// <summary>How a run of consolidation ended. The names are part of the format.</summary>
public enum RunEnd
{
    /// <summary>All that was owed is read.</summary>
    Completed,

    /// <summary>It reached its limit; what is left is read by the next run.</summary>
    Limited,

    /// <summary>A caller ended it; what was read until then stays.</summary>
    Cancelled,

    /// <summary>What it did was taken back.</summary>
    Undone,
}
