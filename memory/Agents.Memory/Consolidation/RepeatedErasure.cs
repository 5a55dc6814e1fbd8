using Agents.Memory.Projection;
using Agents.Memory.Records;

namespace Agents.Memory.Consolidation;

/// <summary>Decides erasures again on an older state of a memory, as a restore needs it: what was erased since must not
/// come back with it.</summary>
/// <remarks>
/// It goes by ids, which never take effect twice, and not by frames, whose numbers an older state gives to others. What
/// the older state does not know yet is refused from then on, as it was.
/// </remarks>
public static class RepeatedErasure
{
    /// <summary>Gives the decisions, to be written as one group; none when all of it is known to be erased.</summary>
    /// <param name="known">The older state.</param>
    /// <param name="ids">The fingerprints of the ids of erased turns.</param>
    /// <param name="items">The fingerprints of items that were erased by themselves.</param>
    /// <param name="at">When it is decided.</param>
    public static IReadOnlyList<DecisionRecord> Decide(
        MemoryProjection known, IReadOnlySet<ulong> ids, IReadOnlySet<ulong> items, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(known);
        var owedIds = ids.Where(id => !known.IsErased(id)).ToHashSet();
        var owedItems = items.Where(id => !known.IsErasedItem(id)).ToHashSet();
        if (owedIds.Count + owedItems.Count == 0)
        {
            return [];
        }

        int[] named = [.. Enumerable.Range(0, known.Count).Where(IsNamed)];
        return
        [
            .. named.Length == 0 ? [] : new Erasure(known, named).Decisions(at),
            new DecisionRecord
            {
                Kind = DecisionKind.Erase,
                At = at,
                ErasedIds = owedIds.Count == 0 ? null : [.. owedIds.Order()],
                ErasedItems = owedItems.Count == 0 ? null : [.. owedItems.Order()],
            },
        ];

        bool IsNamed(int ordinal)
        {
            if (known[ordinal].Erased)
            {
                return false;
            }

            var id = known.Index[ordinal].Id;
            return known.Items.Find(known[ordinal].Sequence) is null
                ? owedIds.Contains(Fingerprint.Of(id))
                : owedItems.Contains(Fingerprint.Of(DigestIds.Unnumbered(id)));
        }
    }
}
