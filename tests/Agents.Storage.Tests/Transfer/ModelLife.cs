namespace Agents.Storage.Tests.Transfer;

/// <summary>A life of a user's log, from its first turn to its deletion, whatever was restored in between.</summary>
internal sealed class ModelLife
{
    /// <summary>Gets the ids that were ever erased in it.</summary>
    public HashSet<string> ErasedIds { get; } = [];

    /// <summary>Gets or sets a value indicating whether it was deleted.</summary>
    public bool IsDeleted { get; set; }
}
