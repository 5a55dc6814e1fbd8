using System.Globalization;
using Agents.Memory.Items;
using Agents.Memory.Projection;
using Agents.Memory.Records;

namespace Agents.Memory.Consolidation;

/// <summary>Tells by its id whether a digest is to be made.</summary>
internal static class DigestIds
{
    /// <summary>Gives the id that a digest is to be made under, or null where it is not to be made: it is there, or the
    /// user did not want it.</summary>
    /// <param name="known">What is known.</param>
    /// <param name="id">The id by what it is made of. What was over and is to be made again has a number after
    /// it.</param>
    /// <param name="said">The frame of the oldest of what it is made of.</param>
    public static string? Next(MemoryProjection known, string id, long said)
    {
        var next = id;
        ItemState? last = null;
        var removed = known.IsErasedSince(id, said);
        for (var number = 2; known.TryFind(next, out var ordinal); number++)
        {
            last = known.Items.Find(known[ordinal].Sequence);
            removed |= known[ordinal].Forgotten
                || (last is not null && (last.Edited || RunUndo.IsUndone(known, last)));
            next = string.Create(CultureInfo.InvariantCulture, $"{id}.{number}");
        }

        return removed || last is { Standing: ItemStanding.Current } ? null : next;
    }

    /// <summary>Gives an id without the number after it.</summary>
    public static string Unnumbered(string id) => id.IndexOf('.', StringComparison.Ordinal) is var end and >= 0
        ? id[..end]
        : id;
}
