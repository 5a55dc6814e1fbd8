namespace Agents.Contracts;

/// <summary>Where a memory stands in its life.</summary>
public enum MemoryState
{
    /// <summary>Recall may return it.</summary>
    Active,

    /// <summary>Out of recall, and restorable.</summary>
    Forgotten,

    /// <summary>Past its expiry, out of recall.</summary>
    Expired,
}
