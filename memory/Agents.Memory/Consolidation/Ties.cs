using Agents.Memory.Extraction;
using Agents.Memory.Items;
using Agents.Memory.Projection;
using Agents.Memory.Records;

namespace Agents.Memory.Consolidation;

/// <summary>Finds which of the items that are known a claim speaks of without naming their slot: what else ends with a
/// thing, and what a statement rests on.</summary>
internal sealed class Ties(MemoryProjection known)
{
    // A word of more turns than this tells no single one of them.
    private const int TurnsMax = 4;

    private readonly ItemTable _items = known.Items;

    private IEnumerable<ItemState> Said => _items.All.Where(item => !item.IsDigest);

    /// <summary>Tells whether a claim ends a thing by the name that it was given: "Luna died" ends the cat.</summary>
    public bool IsCalled(ItemState item, Claim claim) =>
        claim.Polarity == Polarity.Ended && IsThing(item)
        && _items.Of(item.Value, "name").Any(name =>
            name.Standing == ItemStanding.Current && ItemValues.Alike(name.Value, claim.Value));

    /// <summary>Finds what else ends with a thing whose name does not tell its slot; in Chinese, where only one pet is
    /// known, it is the one.</summary>
    public IEnumerable<ItemState> EndedWith(string subject, Claim claim, SourceText text)
    {
        if (claim.Polarity == Polarity.Holds || claim.Slot == "event")
        {
            return [];
        }

        if (claim.OnlyIfKnown && (EnglishTies.PointsAtThing(claim.Value) || ChineseTies.IsBare(claim)))
        {
            return TheOnly(subject, claim, text);
        }

        var key = ItemTable.KeyOf(subject, "");
        var now = text.Time.UtcTicks;
        ItemState[] ended =
        [
            .. Said.Where(item => Holds(item) && ItemTable.KeyOf(item.Subject, "") == key
                && (ChineseTies.Ends(claim, item) || EnglishTies.Ends(claim, item, now)
                    || (claim.OnlyIfKnown && IsCalled(item, claim)))),
        ];
        ended =
        [
            .. ended.Concat(ended.SelectMany(Posts)).Concat(Company(subject, claim))
                .Concat(Landlord(subject, claim, text)).Concat(Theirs(claim)).Distinct(),
        ];
        ItemState[] pets = ended.Length > 0 ? []
            : claim.Slot == "pet" && ChineseTies.IsChinese(claim.Value) ? [.. _items.Of(subject, "pet").Where(Holds)]
            : EnglishTies.IsPet(claim.Value) && claim.Slot != "habit" ? [.. _items.Of(subject, "pet").Where(IsNamed)]
            : [];
        return pets.Length == 1 ? pets
            : ended.Length == 0 ? [.. OfItsKind(key.Subject, claim).SelectMany(item => Posts(item).Prepend(item))]
            : claim.Slot == "condition" ? [.. ended.Union(OfItsKind(key.Subject, claim))]
            : ended;
    }

    /// <summary>Finds the thing that is named by its kind, or by where it hurts: the only one there is.</summary>
    private ItemState[] OfItsKind(string subject, Claim claim)
    {
        var over = ItemValues.Fold(claim.Value);
        ItemState[] kinds =
        [
            .. Said.Where(item => Holds(item) && ItemTable.KeyOf(item.Subject, "").Subject == subject
                && (claim.Slot == "condition"
                    ? item.Slot == "condition" && EnglishKinds.Aches(over, item.Value)
                    : item.Slot is "owns" or "pet" or "phone" or "home" or "car" or "hobby" or "habit" or "occupation"
                        or "employer"
                        && (EnglishKinds.IsKind(over, item.Value) || ChineseKinds.IsKind(over, item.Value)))),
        ];
        return kinds.Length == 1 ? kinds : [];
    }

    /// <summary>Finds the thing that "it" means in "I cancelled it": the only one that was spoken of last, and of what
    /// is healed the only illness.</summary>
    private ItemState[] TheOnly(string subject, Claim claim, SourceText text)
    {
        ItemState[] things = [.. Last(text).Where(item => Holds(item)
            && (ChineseTies.IsBare(claim) ? ChineseTies.CanBe(claim, item) : EnglishTies.CanBe(claim, item)))];
        things = things.Length == 0 && claim.Slot == "condition"
            ? [.. _items.Of(subject, "condition").Where(Holds)]
            : things;
        return things.Length == 1 ? things : [];
    }

    /// <summary>Finds the reasons that were that someone was there (多亏岳母在), once they have moved out, and that the
    /// speaker lived or worked there.</summary>
    private IEnumerable<ItemState> Company(string subject, Claim claim) =>
        claim is { OnlyIfKnown: true, Slot: "home" } && ChineseTies.IsChinese(subject)
            ? Said.Where(item => Holds(item) && item.Slot == "reason"
                && item.Value.Contains(subject, StringComparison.Ordinal))
            : claim.Subject == Claim.Speaker
                ? Said.Where(item => Holds(item) && item.Slot == "reason" && EnglishTies.IsOf(claim.Slot, item.Value))
                : [];

    /// <summary>Finds of whom a place was rented that is given back, and that one lived there.</summary>
    private IEnumerable<ItemState> Landlord(string subject, Claim claim, SourceText text)
    {
        var span = text.Text[claim.Span.Start..claim.Span.End];
        var homes = claim.Slot == "owns" && ChineseTies.GivesBack(span)
            ? _items.Of(subject, "home").Where(item => Holds(item) && ChineseTies.IsRoomIn(claim.Value, item.Value))
            : [];
        return claim.Subject != Claim.Speaker ? []
            : span.Contains("退租", StringComparison.Ordinal) || claim.Slot == "home"
                ? homes.Concat(_items.Of(subject, "房东")).Concat(_items.Of(subject, "landlord"))
                    .Concat(_items.Of(subject, "landlady")).Where(Holds)
                : homes;
    }

    /// <summary>Finds what someone else's end ends for the speaker: that they lived together, and what was done for
    /// it.</summary>
    private IEnumerable<ItemState> Theirs(Claim claim) => claim.Subject == Claim.Speaker ? []
        : Said.Where(item => Holds(item) && (item.Slot == "reason"
            ? claim.Value != claim.Subject && ItemValues.Names(item.Value, claim.Subject)
                && (ItemValues.Names(item.Value, claim.Value) || ChineseTies.Speaks(claim.Value, item))
            : item.Slot == "roommate" && claim.OnlyIfKnown && claim.Slot is "home" or "thing"
                && (ItemValues.Alike(item.Value, claim.Subject)
                    || item.Value.EndsWith(claim.Subject, StringComparison.Ordinal))));

    /// <summary>Finds what someone was where they worked, and studied where they did, if the same words said
    /// both.</summary>
    private IEnumerable<ItemState> Posts(ItemState employer) =>
        employer is { Slot: "employer" or "school", Sources: [var said, ..] }
            ? _items.From(said.Sequence).Where(item => Holds(item) && item.Subject == employer.Subject
                && (employer.Slot == "school" ? item.Slot == "major"
                    : item.Slot == "occupation" && ChineseTies.IsChinese(employer.Value)))
            : [];

    /// <summary>Finds what a claim rests on: what its reason names, and the thing that it says something
    /// about.</summary>
    public IEnumerable<ItemState> Premises(string subject, Claim claim, SourceText text)
    {
        // A reason that was taken as it was said rests on what was just said itself.
        var reason = claim.Slot == "reason" ? Ground(claim, text)
            : claim.Reason is { } why ? text.Text[why.Start..why.End]
            : "";
        var things = claim.Subject == Claim.Speaker
            ? []
            : Said.Where(item => IsThing(item) && ItemValues.Alike(item.Value, subject));
        var kinds = claim.Slot is "pet" or "teacher"
            ? Kinds(subject, text.Text[claim.Span.Start..claim.Span.End])
            : [];
        // What a clause says of a thing that it names is no reason: it rests on that thing alone.
        var span = text.Text[claim.Span.Start..claim.Span.End];
        var mention = (claim.OnlyIfKnown && claim.Reason == claim.Span)
            || (reason.Length == 0 && EnglishTies.IsDetail(claim) && EnglishTies.IsEnglish(span));
        var reasons = mention
            ? Said.Where(item => item.Slot != claim.Slot && EnglishTies.Mentions(span, item, NamesOf(item)))
            : reason.Length > 0 ? Named(reason, text)
            : [];
        ItemState[] named =
        [
            .. things.Concat(reasons).Concat(kinds).Where(Holds)
                .DistinctBy(item => item.Sequence).OrderBy(item => item.Sequence),
        ];
        if (named.Length > 0 && reason.Length > 0 && !mention && Array.TrueForAll(named, item => item.Slot == "event"
            && item.Sources.All(said => said.Sequence == text.Sequence)))
        {
            // What is to happen was told by the reason itself: an earlier turn may tell of what.
            return named.Concat(SaidWith(reason, text));
        }

        return named.Length > 0 || reason.Length == 0 || mention ? named
            : EnglishTies.IsEnglish(reason) ? Spoken(claim, reason, text)
            : SaidWith(reason, text) is { Length: > 0 } with ? with
            : JustSaid(reason, text);
    }

    /// <summary>Finds what an earlier turn said that speaks of the same as a reason: 周三要排练, of the choir that
    /// rehearses on Wednesdays.</summary>
    private ItemState[] SaidWith(string reason, SourceText text)
    {
        var turns = known.Index.Sharing(reason, TurnsMax, ordinal => known[ordinal].Sequence < text.Sequence
            && _items.From(known[ordinal].Sequence).Count > 0);
        ItemState[] said =
        [
            .. turns.SelectMany(ordinal => _items.From(known[ordinal].Sequence)).Distinct()
                .Where(item => Holds(item) && (EnglishTies.CanEnd(item) || item.Slot is "occupation" or "home")),
        ];
        return said.Length == 1 ? said : [];
    }

    private static string Ground(Claim claim, SourceText text) => EnglishTies.IsEnglish(claim.Value)
        ? text.Text[claim.Span.Start..claim.Span.End]
        : claim.Value;

    private IEnumerable<string> NamesOf(ItemState thing) =>
        IsThing(thing) ? _items.Of(thing.Value, "name").Where(Holds).Select(name => name.Value) : [];

    /// <summary>Finds what an English reason speaks of that names nothing known: what shares most words with it, else
    /// what "it" and "he" stand for, else how the user was just said to live.</summary>
    private IEnumerable<ItemState> Spoken(Claim claim, string reason, SourceText text)
    {
        var shared = EnglishTies.Closest(reason, _items.All.Where(Holds));
        if (shared.Count > 0)
        {
            return shared;
        }

        if (SaidWith(reason, text) is { Length: > 0 } with)
        {
            return with;
        }

        // "Just for the dog": the only one there is.
        ItemState[] pets = [.. _items.All.Where(item => Holds(item) && item.Slot == "pet")];
        if (pets.Length == 1 && EnglishTies.NamesPet(reason))
        {
            return pets;
        }

        var back = EnglishTies.PointsBack(reason);
        if (back && EnglishTies.Closest(text.Text[claim.Span.Start..claim.Span.End],
            _items.All.Where(item => Holds(item) && item.Slot is "procedure" or "detail")) is { Count: > 0 } same)
        {
            return same;
        }

        return Last(text).Where(item => Holds(item) && item.Slot != "reason"
            && (back || (EnglishTies.IsState(item) && EnglishTies.IsOwn(reason))));
    }

    /// <summary>Gives what this turn said before, else what the last turn did that said something.</summary>
    private IReadOnlyList<ItemState> Last(SourceText text)
    {
        ItemState[] same = [.. _items.From(text.Sequence).Where(item => item.Slot != "event")];
        if (same.Length > 0)
        {
            return same;
        }

        var before = Said.SelectMany(item => item.Sources).Where(said => said.Sequence < text.Sequence)
            .Select(said => said.Sequence).DefaultIfEmpty(-1).Max();
        return _items.From(before);
    }

    private IEnumerable<ItemState> Named(string reason, SourceText text)
    {
        var reasons = RuleExtractor.Extract(reason, text.Time);
        return Said.Where(item => ItemValues.Names(reason, item.Value)
            || (item.Subject != Claim.Speaker && EnglishTies.IsState(item) && EnglishTies.IsName(item.Subject)
                && ItemValues.Names(reason, item.Subject))
            || (item.Sources.All(said => said.Sequence != text.Sequence) && ChineseTies.Speaks(reason, item))
            || reasons.Any(why => why.Slot == item.Slot && ItemValues.Alike(why.Value, item.Value)));
    }

    /// <summary>Finds the kind of pet of which a statement gives the name (仓鼠一只叫花生), and what a teacher
    /// teaches.</summary>
    private IEnumerable<ItemState> Kinds(string subject, string span) =>
        _items.Of(subject, "pet").Where(pet => span.StartsWith(pet.Value, StringComparison.Ordinal))
            .Concat(_items.Of(subject, "hobby").Where(hobby => span.EndsWith(hobby.Value, StringComparison.Ordinal)))
            .Where(item => ChineseTies.IsChinese(item.Value) && span.Length > item.Value.Length);

    /// <summary>Finds what the turn before said, where a reason in Chinese names nothing that is known.</summary>
    private IEnumerable<ItemState> JustSaid(string reason, SourceText text)
    {
        var before = Said.SelectMany(item => item.Sources).Where(said => said.Sequence < text.Sequence)
            .Select(said => said.Sequence).DefaultIfEmpty(-1).Max();
        return _items.From(before).Where(item => Holds(item) && (ChineseTies.PointsBack(reason)
            || (ChineseTies.IsState(item) && reason.Any(c => ChineseTies.IsChinese(c.ToString())))));
    }

    /// <summary>Tells whether a claim names what ended, and what it was, so that it tells something by
    /// itself.</summary>
    public static bool Names(Claim claim) => claim.Slot is not ("any" or "thing") && claim.Value.Length > 1
        && !EnglishTies.IsPronoun(claim.Value) && !ChineseTies.IsHappening(claim) && !ChineseTies.IsBare(claim)
        && !(claim.Slot is "likes" or "dislikes" or "diet" && ChineseTies.IsChinese(claim.Value))
        && (claim.Slot != "habit" || ChineseTies.IsChinese(claim.Value)
            || Extraction.English.EnglishEndings.IsVice(claim.Value))
        && (Slots.IsKnown(claim.Slot) || claim.Slot is "medication");

    private static bool IsNamed(ItemState pet) => Holds(pet) && char.IsUpper(pet.Value[0]);

    private static bool Holds(ItemState item) =>
        item is { Standing: ItemStanding.Current, Polarity: Polarity.Holds, IsDigest: false };

    private static bool IsThing(ItemState item) =>
        item.Slot is "pet" or "owns" or "member_of" or "subscription" or "hobby";
}
