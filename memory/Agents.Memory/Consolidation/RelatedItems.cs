using Agents.Memory.Extraction;
using Agents.Memory.Items;
using Agents.Memory.Projection;
using Agents.Memory.Records;

namespace Agents.Memory.Consolidation;

/// <summary>Finds the items that speak of the same things as one does. Read from what is known when it is asked for, so
/// that nothing erased can stay in a link.</summary>
public static class RelatedItems
{
    /// <summary>Gives the frames of up to <paramref name="max"/> items: first those about what it names or that name
    /// what it is about, then those that name the same, then others about the same one; of each the newest
    /// first.</summary>
    public static IReadOnlyList<long> Of(MemoryProjection known, ItemState item, int max)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(item);
        var to = Thing.Of(known, item);
        return to is null
            ? []
            :
            [
                .. known.Items.All.Where(other => other != item && other.Standing == ItemStanding.Current)
                    .Select(other => (Item: other, Rank: Thing.Of(known, other) is { } thing ? Rank(to, thing) : 0))
                    .Where(other => other.Rank > 0)
                    .OrderBy(other => other.Rank).ThenByDescending(other => other.Item.Sequence)
                    .Take(max)
                    .Select(other => other.Item.Sequence),
            ];
    }

    // 0 is no relation. What both say of the speaker is no relation: nearly all does.
    private static int Rank(Thing one, Thing other) =>
        (other.Subject is { } subject && ItemValues.Covers(one.Value, subject))
            || (one.Subject is { } own && ItemValues.Covers(other.Value, own)) ? 1
        : one.Value == other.Value ? 2
        : one.Subject is not null && one.Subject == other.Subject ? 3
        : 0;

    /// <summary>What an item is about, and what it names.</summary>
    /// <param name="Subject">Whom or what it is about; null for whoever said it.</param>
    /// <param name="Value">What it says.</param>
    private sealed record Thing(string? Subject, string Value)
    {
        public static Thing? Of(MemoryProjection known, ItemState item)
        {
            if (item.IsDigest || !known.TryFindRecord(item.Sequence, out var ordinal)
                || known[ordinal].Forgotten || !known.Index.IsVisible(ordinal))
            {
                return null;
            }

            var speaker = item.Subject == Claim.Speaker || known.Index[ordinal].Author == item.Subject;
            return new Thing(speaker ? null : ItemValues.Fold(item.Subject), ItemValues.Fold(item.Value));
        }
    }
}
