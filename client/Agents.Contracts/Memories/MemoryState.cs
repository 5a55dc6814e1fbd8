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

    /// <summary>A later statement took its place; kept as history, out of recall.</summary>
    Superseded,

    /// <summary>What it rested on ended, or the text that it came from was changed; out of recall.</summary>
    Retired,

    /// <summary>The least active beyond a retention policy's limit; out of recall, and restorable.</summary>
    Archived,
}
