using Agents.Contracts;

namespace Agents.Storage.Tests.Transfer;

/// <summary>What a user's memory must be, in the property test of restores.</summary>
internal sealed class ModelUser(string name)
{
    public MemoryScope Scope { get; } = new("tenant", name);

    /// <summary>Gets or sets how often the user was deleted.</summary>
    public int Life { get; set; }

    /// <summary>Gets or sets the live memories: texts by id.</summary>
    public Dictionary<string, string> Live { get; set; } = [];

    /// <summary>Gets the ids that were erased in this life.</summary>
    public HashSet<string> ErasedIds { get; } = [];

    /// <summary>Gets or sets what the last backup has: the life, and its live memories; null for no log.</summary>
    public (int Life, Dictionary<string, string> Live)? Backed { get; set; }

    /// <summary>Gets what a restore of the last backup must bring: what it has, without what was erased
    /// since.</summary>
    public Dictionary<string, string> Restored => Backed is { } backed && backed.Life == Life
        ? backed.Live.Where(memory => !ErasedIds.Contains(memory.Key)).ToDictionary()
        : [];
}
