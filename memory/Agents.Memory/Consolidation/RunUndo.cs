using Agents.Memory.Items;
using Agents.Memory.Projection;
using Agents.Memory.Records;

namespace Agents.Memory.Consolidation;

/// <summary>Takes back what a run of consolidation did.</summary>
/// <remarks>Items that it added are retired, and what rests on them; those that it had ended hold again unless
/// something else ends them by now; sources that it found are withdrawn. What a user has rewritten or pinned since
/// stays. The texts count as read, so the same items do not come back from them.</remarks>
public static class RunUndo
{
    /// <summary>Gives the decisions, to be written as one group.</summary>
    /// <param name="known">What is known.</param>
    /// <param name="steps">The run's steps.</param>
    /// <param name="at">When it is decided.</param>
    public static IReadOnlyList<DecisionRecord> Decisions(
        MemoryProjection known, IReadOnlyList<ConsolidationRecord> steps, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(known);
        var added = steps.SelectMany(step => step.Added ?? []).Select(known.Items.Find).OfType<ItemState>()
            .Where(item => !item.Edited && !IsPinned(known, item)).ToDictionary(item => item.Sequence);

        // Those that are over by now too: what ended them may be undone as well, and must not bring them back.
        var retired = added.Values
            .Select(item => new DecisionRecord
            {
                Kind = DecisionKind.Retire,
                At = at,
                Subject = item.Sequence,
                Standing = ItemStanding.Retired,
                ValidTo = at,
            });
        var withdrawn = steps.SelectMany(step => step.Again ?? [])
            .Where(again => !added.ContainsKey(again.Item) && known.Items.Find(again.Item) is not null)
            .Select(again => new DecisionRecord
            {
                Kind = DecisionKind.Withdraw,
                At = at,
                Subject = again.Item,
                By = again.Source.Sequence,
            });
        var again = Reinstated(known, added)
            .Select(item => new DecisionRecord { Kind = DecisionKind.Reinstate, At = at, Subject = item.Sequence });
        return [.. retired, .. withdrawn, .. again];
    }

    /// <summary>Finds what the run ended and nothing else does: oldest first, so that what rests on another comes after
    /// it.</summary>
    private static List<ItemState> Reinstated(MemoryProjection known, Dictionary<long, ItemState> added)
    {
        ItemState[] ended =
        [
            .. known.Items.All.Where(item => item.Standing != ItemStanding.Current
                && !added.ContainsKey(item.Sequence) && added.ContainsKey(item.RetiredBy)),
        ];
        var reinstated = new List<ItemState>();
        var holds = new HashSet<long>();
        foreach (var item in ended)
        {
            if (item.RestsOn.All(premise => holds.Contains(premise)
                    || (known.Items.Find(premise) is { Standing: ItemStanding.Current } && !added.ContainsKey(premise)))
                && !IsTaken(known, item, added) && !Array.Exists(ended, other => Outdoes(other, item)))
            {
                reinstated.Add(item);
                holds.Add(item.Sequence);
            }
        }

        return reinstated;
    }

    // Of several that were ended at once the latest holds again.
    private static bool Outdoes(ItemState other, ItemState item) =>
        other != item && other.Functional && item.Functional
        && ItemTable.KeyOf(other.Subject, other.Slot) == ItemTable.KeyOf(item.Subject, item.Slot)
        && (other.ValidFrom, other.Sequence).CompareTo((item.ValidFrom, item.Sequence)) > 0;

    /// <summary>Tells whether another statement holds the place of a functional slot by now.</summary>
    private static bool IsTaken(MemoryProjection known, ItemState item, Dictionary<long, ItemState> added) =>
        item.Functional && known.Items.Of(item.Subject, item.Slot).Any(other =>
            other.Standing == ItemStanding.Current && other.Functional && !added.ContainsKey(other.Sequence));

    private static bool IsPinned(MemoryProjection known, ItemState item) =>
        known.TryFindRecord(item.Sequence, out var ordinal) && known[ordinal].Pinned;
}
