using System.Security.Cryptography;
using Agents.Memory.Log;

namespace Agents.Storage.Erasures;

/// <summary>What the entries of one or more journals say together.</summary>
internal sealed class ErasureLedger
{
    private readonly Dictionary<string, byte[]> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Name, long Generation), List<ErasureEntry>> _byLog = [];

    /// <summary>Gets how many different entries there are.</summary>
    public int Count => _entries.Count;

    /// <summary>Gets the entries, oldest first.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Entries => _entries.Values
        .OrderBy(bytes => ErasureEntry.Parse(bytes).At).Select(bytes => (ReadOnlyMemory<byte>)bytes);

    /// <summary>Gets a value indicating whether it is somebody's: an empty one is nobody's.</summary>
    public bool HasIdentity { get; private set; }

    /// <summary>Gets the logs that were deleted, with their positions then.</summary>
    public IEnumerable<ErasureEntry> DeletedLogs =>
        _byLog.Values.SelectMany(entries => entries).Where(entry => entry.Kind == ErasureKind.Log);

    /// <exception cref="Files.FileFaultException">The bytes are no entry.</exception>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        var entry = ErasureEntry.Parse(bytes);
        if (!_entries.TryAdd(Convert.ToHexStringLower(entry.Stamp), bytes.ToArray()))
        {
            return;
        }

        HasIdentity |= entry.Kind == ErasureKind.Identity;
        var key = (entry.Name, entry.Generation);
        if (!_byLog.TryGetValue(key, out var entries))
        {
            _byLog.Add(key, entries = []);
        }

        entries.Add(entry);
    }

    public void Add(ErasureLedger other)
    {
        foreach (var bytes in other._entries.Values)
        {
            Add(bytes);
        }
    }

    /// <summary>Tells whether every entry of another one is in this one.</summary>
    public bool Covers(ErasureLedger other) => other._entries.Keys.All(_entries.ContainsKey);

    /// <summary>Gives the entries that another one lacks.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Without(ErasureLedger other) => _entries
        .Where(entry => !other._entries.ContainsKey(entry.Key)).Select(entry => (ReadOnlyMemory<byte>)entry.Value);

    /// <summary>Tells whether a log was deleted after a copy of it was made that goes up to a position.</summary>
    /// <param name="name">The log.</param>
    /// <param name="generation">The life that was copied.</param>
    /// <param name="position">The last frame of the copy.</param>
    /// <param name="at">When it was made.</param>
    public bool IsDeleted(string name, long generation, long position, DateTimeOffset at) =>
        After(name, generation, position, at).Any(entry => entry.Kind == ErasureKind.Log);

    /// <summary>Gives the fingerprints of what was erased of a log after a copy of it was made.</summary>
    /// <exception cref="CryptographicException">The ring does not open an entry.</exception>
    public (IReadOnlySet<ulong> Ids, IReadOnlySet<ulong> Items) ErasedAfter(
        IKeyRing ring, string name, long generation, long position, DateTimeOffset at)
    {
        var ids = new HashSet<ulong>();
        var items = new HashSet<ulong>();
        var entries = After(name, generation, position, at).Where(entry => entry.Kind == ErasureKind.Memories);
        foreach (var entry in entries)
        {
            var erased = entry.Open(ring);
            ids.UnionWith(erased.Ids);
            items.UnionWith(erased.Items);
        }

        return (ids, items);
    }

    /// <remarks>
    /// The position tells where no clock does, but only within the history that the copy is of: a log that was restored
    /// goes on from an earlier position, and may be erased from at a lower one than a copy of the history before has.
    /// </remarks>
    private IEnumerable<ErasureEntry> After(string name, long generation, long position, DateTimeOffset at) => _byLog
        .GetValueOrDefault((name, generation), []).Where(entry => entry.Position >= position || entry.At >= at);
}
