using Agents.Contracts;

namespace Agents.Storage.Tests.Transfer;

/// <summary>What a user's memory must be, in the property test of restores.</summary>
internal sealed class ModelUser(string name)
{
    public MemoryScope Scope { get; } = new("tenant", name);

    /// <summary>Gets the life that the log is in, or that its next turn begins.</summary>
    public ModelLife Life { get; private set; } = new();

    /// <summary>Gets the live memories: texts by id.</summary>
    public Dictionary<string, string> Live { get; private set; } = [];

    /// <summary>Gets what each backup has: the life, and its live memories; null for no log.</summary>
    public List<(ModelLife Life, Dictionary<string, string> Live)?> Backups { get; } = [];

    public bool HasLog => Live.Count + Life.ErasedIds.Count > 0;

    /// <summary>Gets an id for the next turn, such as another history of the life has, or a life before.</summary>
    public string NextId => Enumerable.Range(0, int.MaxValue).Select(i => $"m{i}")
        .First(id => !Live.ContainsKey(id) && !Life.ErasedIds.Contains(id));

    public void BackUp() => Backups.Add(HasLog ? (Life, new(Live)) : null);

    public void Delete()
    {
        Life.IsDeleted = true;
        (Life, Live) = (new ModelLife(), []);
    }

    /// <summary>Gives the life that a restore of a backup brings back, and its live memories: what the backup has,
    /// without what was erased since; null for no log.</summary>
    public (ModelLife Life, Dictionary<string, string> Live)? RestoredOf(int backup) =>
        Backups[backup] is { Life.IsDeleted: false } backed
            ? (backed.Life, backed.Live.Where(memory => !backed.Life.ErasedIds.Contains(memory.Key)).ToDictionary())
            : null;

    public void Restore(int backup) => (Life, Live) = RestoredOf(backup) ?? (new ModelLife(), []);
}
