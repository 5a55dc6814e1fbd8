using Agents.Memory.Items;
using Agents.Memory.Projection;
using Agents.Memory.Records;

namespace Agents.Memory.Consolidation;

/// <summary>Takes back what a run of consolidation did.</summary>
/// <remarks>Items that it added are retired, and what rests on them; those that it had ended hold again unless
/// something that is left ends them, in whichever order runs are undone; sources that it found are withdrawn. What a
/// user has rewritten, pinned or held since stays. The texts count as read, so the same items do not come back from
/// them.</remarks>
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
            .Where(item => !item.Edited && !IsExempt(known, item)).ToDictionary(item => item.Sequence);

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

    /// <summary>Finds what was ended by this run, or by what was undone before, and by nothing that is left: oldest
    /// first, so that what rests on another comes after it.</summary>
    /// <remarks>Where a later statement held the place when a run was undone, what that run had ended stayed over: it
    /// holds again once the later one is undone too.</remarks>
    private static List<ItemState> Reinstated(MemoryProjection known, Dictionary<long, ItemState> added)
    {
        var gone = known.Items.All.Where(item => IsUndone(known, item)).Select(item => item.Sequence)
            .Concat(added.Keys).ToHashSet();
        ItemState[] ended =
        [
            .. known.Items.All.Where(item => item.Standing != ItemStanding.Current
                && !gone.Contains(item.Sequence) && gone.Contains(item.RetiredBy)),
        ];
        var reinstated = new List<ItemState>();
        var holds = new HashSet<long>();
        foreach (var item in ended)
        {
            if (item.RestsOn.All(premise => holds.Contains(premise)
                    || (known.Items.Find(premise) is { Standing: ItemStanding.Current } && !gone.Contains(premise)))
                && !IsTaken(known, item, gone) && !Array.Exists(ended, other => Outdoes(other, item)))
            {
                reinstated.Add(item);
                holds.Add(item.Sequence);
            }
        }

        return reinstated;
    }

    /// <summary>Tells whether an undo took an item back: else the frame that ended it is about another
    /// memory.</summary>
    internal static bool IsUndone(MemoryProjection known, ItemState item) =>
        item.Standing == ItemStanding.Retired && known.TryFindRecord(item.Sequence, out var ordinal)
        && known.FramesOf(ordinal).Contains(item.RetiredBy);

    // Of several that were ended at once the latest holds again.
    private static bool Outdoes(ItemState other, ItemState item) =>
        other != item && IsInThePlaceOf(other, item)
        && ItemTable.KeyOf(other.Subject, other.Slot) == ItemTable.KeyOf(item.Subject, item.Slot)
        && (other.ValidFrom, other.Sequence).CompareTo((item.ValidFrom, item.Sequence)) > 0;

    /// <summary>Tells whether another statement that is left ends it or says the same by now.</summary>
    private static bool IsTaken(MemoryProjection known, ItemState item, HashSet<long> gone) =>
        known.Items.Of(item.Subject, item.Slot).Any(other => other.Standing == ItemStanding.Current
            && !gone.Contains(other.Sequence) && IsInThePlaceOf(other, item));

    // A digest is one of its slot, as a functional statement is.
    private static bool IsInThePlaceOf(ItemState other, ItemState item) => item.IsDigest || other.IsDigest
        ? item is { IsDigest: true, Functional: true } && other is { IsDigest: true, Functional: true }
        : Resolver.Rivals(item, other);

    private static bool IsExempt(MemoryProjection known, ItemState item) =>
        known.TryFindRecord(item.Sequence, out var ordinal) && known[ordinal].Exempt;
}
