namespace Agents.Memory.Records;

/// <summary>Whether what an item says still holds, as far as is known.</summary>
public enum ItemStanding
{
    /// <summary>Nothing said since has changed it.</summary>
    Current,

    /// <summary>A later statement took its place.</summary>
    Superseded,

    /// <summary>What it rested on ended, or the text that it came from was changed.</summary>
    Retired,
}
