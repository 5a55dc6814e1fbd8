using Agents.Memory.Extraction;
using Agents.Memory.Items;
using Agents.Memory.Records;

namespace Agents.Memory.Consolidation;

/// <summary>Finds which of the items that are known a claim speaks of without naming their slot: what else ends with a
/// thing, and what a statement rests on.</summary>
internal sealed class Ties(ItemTable items)
{
    /// <summary>Tells whether a claim ends a thing by the name that it was given: "Luna died" ends the cat.</summary>
    public bool IsCalled(ItemState item, Claim claim) =>
        claim.Polarity == Polarity.Ended && IsThing(item)
        && items.Of(item.Value, "name").Any(name =>
            name.Standing == ItemStanding.Current && ItemValues.Alike(name.Value, claim.Value));

    /// <summary>Finds what else ends with a thing whose name does not tell its slot.</summary>
    public IEnumerable<ItemState> EndedWith(string subject, Claim claim)
    {
        if (claim.Polarity == Polarity.Holds || claim.Slot == "event")
        {
            return [];
        }

        var key = ItemTable.KeyOf(subject, "");
        return items.All.Where(item => Holds(item) && ItemTable.KeyOf(item.Subject, "") == key
            && EnglishTies.Ends(claim, item));
    }

    /// <summary>Finds what a claim rests on: what its reason names, and the thing that it says something
    /// about.</summary>
    public IEnumerable<ItemState> Premises(string subject, Claim claim, SourceText text)
    {
        var reason = claim.Reason is { } why ? text.Text[why.Start..why.End] : "";
        var things = claim.Subject == Claim.Speaker
            ? []
            : items.All.Where(item => IsThing(item) && ItemValues.Alike(item.Value, subject));
        return things.Concat(reason.Length > 0 ? Named(reason, text) : []).Where(Holds)
            .DistinctBy(item => item.Sequence).OrderBy(item => item.Sequence);
    }

    private IEnumerable<ItemState> Named(string reason, SourceText text)
    {
        var reasons = RuleExtractor.Extract(reason, text.Time);
        return items.All.Where(item => ItemValues.Names(reason, item.Value)
            || reasons.Any(why => why.Slot == item.Slot && ItemValues.Alike(why.Value, item.Value)));
    }

    private static bool Holds(ItemState item) =>
        item is { Standing: ItemStanding.Current, Polarity: Polarity.Holds };

    private static bool IsThing(ItemState item) => item.Slot is "pet" or "owns";
}
