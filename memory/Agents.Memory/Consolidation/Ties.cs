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

    /// <summary>Finds what else ends with a thing whose name does not tell its slot; in Chinese, where only one pet is
    /// known, it is the one.</summary>
    public IEnumerable<ItemState> EndedWith(string subject, Claim claim)
    {
        if (claim.Polarity == Polarity.Holds || claim.Slot == "event")
        {
            return [];
        }

        var key = ItemTable.KeyOf(subject, "");
        ItemState[] ended =
        [
            .. items.All.Where(item => Holds(item) && ItemTable.KeyOf(item.Subject, "") == key
                && (ChineseTies.Ends(claim, item) || EnglishTies.Ends(claim, item)
                    || (claim.OnlyIfKnown && IsCalled(item, claim)))),
        ];
        ended = [.. ended.Concat(ended.SelectMany(Posts)).Concat(Company(subject, claim)).Distinct()];
        ItemState[] pets = claim.Slot == "pet" && ended.Length == 0 && ChineseTies.IsChinese(claim.Value)
            ? [.. items.Of(subject, "pet").Where(Holds)]
            : [];
        return pets.Length == 1 ? pets : ended;
    }

    /// <summary>Finds the reasons that were that someone was there (多亏岳母在), once they have moved out.</summary>
    private IEnumerable<ItemState> Company(string subject, Claim claim) =>
        claim is { OnlyIfKnown: true, Slot: "home" } && ChineseTies.IsChinese(subject)
            ? items.All.Where(item => Holds(item) && item.Slot == "reason"
                && item.Value.Contains(subject, StringComparison.Ordinal))
            : [];

    /// <summary>Finds what someone was where they worked, if the same words said both.</summary>
    private IEnumerable<ItemState> Posts(ItemState employer) =>
        employer is { Slot: "employer", Sources: [var said, ..] } && ChineseTies.IsChinese(employer.Value)
            ? items.From(said.Sequence).Where(item => Holds(item) && item.Slot == "occupation"
                && item.Subject == employer.Subject)
            : [];

    /// <summary>Finds what a claim rests on: what its reason names, and the thing that it says something
    /// about.</summary>
    public IEnumerable<ItemState> Premises(string subject, Claim claim, SourceText text)
    {
        // A reason that was taken as it was said rests on what was just said itself.
        var reason = claim.Slot == "reason" ? claim.Value
            : claim.Reason is { } why ? text.Text[why.Start..why.End]
            : "";
        var things = claim.Subject == Claim.Speaker
            ? []
            : items.All.Where(item => IsThing(item) && ItemValues.Alike(item.Value, subject));
        var kinds = claim.Slot is "pet" or "teacher"
            ? Kinds(subject, text.Text[claim.Span.Start..claim.Span.End])
            : [];
        ItemState[] named =
        [
            .. things.Concat(reason.Length > 0 ? Named(reason, text) : []).Concat(kinds).Where(Holds)
                .DistinctBy(item => item.Sequence).OrderBy(item => item.Sequence),
        ];
        return named.Length > 0 || reason.Length == 0 ? named : JustSaid(reason, text);
    }

    private IEnumerable<ItemState> Named(string reason, SourceText text)
    {
        var reasons = RuleExtractor.Extract(reason, text.Time);
        return items.All.Where(item => ItemValues.Names(reason, item.Value)
            || (item.Sources.All(said => said.Sequence != text.Sequence) && ChineseTies.Speaks(reason, item))
            || reasons.Any(why => why.Slot == item.Slot && ItemValues.Alike(why.Value, item.Value)));
    }

    /// <summary>Finds the kind of pet of which a statement gives the name (仓鼠一只叫花生), and what a teacher
    /// teaches.</summary>
    private IEnumerable<ItemState> Kinds(string subject, string span) =>
        items.Of(subject, "pet").Where(pet => span.StartsWith(pet.Value, StringComparison.Ordinal))
            .Concat(items.Of(subject, "hobby").Where(hobby => span.EndsWith(hobby.Value, StringComparison.Ordinal)))
            .Where(item => ChineseTies.IsChinese(item.Value) && span.Length > item.Value.Length);

    /// <summary>Finds what the turn before said, where a reason in Chinese names nothing that is known.</summary>
    private IEnumerable<ItemState> JustSaid(string reason, SourceText text)
    {
        var before = items.All.SelectMany(item => item.Sources).Where(said => said.Sequence < text.Sequence)
            .Select(said => said.Sequence).DefaultIfEmpty(-1).Max();
        return items.From(before).Where(item => Holds(item) && (ChineseTies.PointsBack(reason)
            || (ChineseTies.IsState(item) && reason.Any(c => ChineseTies.IsChinese(c.ToString())))));
    }

    private static bool Holds(ItemState item) =>
        item is { Standing: ItemStanding.Current, Polarity: Polarity.Holds };

    private static bool IsThing(ItemState item) =>
        item.Slot is "pet" or "owns" or "member_of" or "subscription" or "hobby";
}
