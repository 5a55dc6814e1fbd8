using System.Globalization;
using Agents.Memory.Extraction;
using Agents.Memory.Items;
using Agents.Memory.Projection;
using Agents.Memory.Recall.Names;
using Agents.Memory.Records;

namespace Agents.Memory.Consolidation;

/// <summary>Holds a claim against what is known: the same again, something new, or in the place of something.</summary>
/// <remarks>
/// Deterministic, and without a model: of a functional slot the statement of the latest valid time holds, and of two
/// with the same time the one that was said later; the other is history. What the user has removed or rewritten is not
/// taken again.
/// </remarks>
public sealed class Resolver(MemoryProjection known)
{
    private const string Event = "event";

    private ItemTable Items => known.Items;

    /// <summary>Resolves one claim of a turn.</summary>
    /// <param name="text">The turn.</param>
    /// <param name="claim">What it says.</param>
    /// <param name="now">When it is recorded.</param>
    /// <param name="extractor">What took it from the turn.</param>
    public Resolution Resolve(SourceText text, Claim claim, DateTimeOffset now, string extractor)
    {
        var subject = claim.Subject == Claim.Speaker && Participants.IsPerson(text.Author)
            ? text.Author
            : claim.Subject;
        var source = new EpisodeSpan(text.Sequence, claim.Span.Start, claim.Span.End, text.Text.Length);
        var id = IdOf(subject, claim, text);
        if (known.IsErased(id))
        {
            return new Resolution.Skipped("the user erased it");
        }

        if (Latest(id) is { } ordinal)
        {
            var header = known[ordinal];
            var item = Items.Find(header.Sequence)!;
            if (header.Forgotten || item.Edited)
            {
                return new Resolution.Skipped(header.Forgotten ? "the user removed it" : "the user rewrote it");
            }

            // What an edit of this very text retired is said anew; all else of this text was read before a crash.
            if (item.Standing == ItemStanding.Current || (item.RetiredBy != text.TextSequence
                && item.Sources.Any(said => said.Sequence == text.Sequence)))
            {
                return new Resolution.Repeated(new SaidAgain(item.Sequence, source));
            }

            id = NextId(id);
        }

        var slot = Items.Of(subject, claim.Slot);
        return Known(slot, claim) is { } same
            ? new Resolution.Repeated(new SaidAgain(same.Sequence, source))
            : new Resolution.Added(Place(slot, Record(id, subject, text, claim, source, now, extractor), claim, text));
    }

    /// <summary>The id of what is said of a slot: the same words give the same id, so that what was removed is known
    /// when it is said again. Events of two turns are two events.</summary>
    private static string IdOf(string subject, Claim claim, SourceText text)
    {
        var (subjectKey, slotKey) = ItemTable.KeyOf(subject, claim.Slot);
        var fingerprint = Fingerprint.Of(
            subjectKey,
            slotKey,
            ItemValues.Fold(claim.Value),
            claim.Polarity.ToString(),
            claim.Slot == Event ? text.Sequence.ToString(CultureInfo.InvariantCulture) : null);
        return $"item-{fingerprint:x16}";
    }

    /// <summary>Finds the last memory of an id: what was said, was over, and is said again has a number after
    /// it.</summary>
    private int? Latest(string id)
    {
        if (!known.TryFind(id, out var last))
        {
            return null;
        }

        for (var number = 2; known.TryFind(Numbered(id, number), out var next); number++)
        {
            last = next;
        }

        return last;
    }

    private string NextId(string id)
    {
        var number = 2;
        while (known.TryFind(Numbered(id, number), out _))
        {
            number++;
        }

        return Numbered(id, number);
    }

    private static string Numbered(string id, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{id}.{number}");

    /// <summary>Finds what says the same in fewer or more words. Events never are the same.</summary>
    private static ItemState? Known(IReadOnlyList<ItemState> slot, Claim claim) =>
        claim.Slot == Event
            ? null
            : slot.LastOrDefault(item => item.Standing == ItemStanding.Current && item.Polarity == claim.Polarity
                && !item.Edited
                && (ItemValues.Covers(item.Value, claim.Value) || ChineseTies.Abbreviates(claim.Value, item)));

    private static ItemRecord Record(
        string id,
        string subject,
        SourceText text,
        Claim claim,
        EpisodeSpan source,
        DateTimeOffset now,
        string extractor) => new()
        {
            Id = id,
            Kind = claim.Kind,
            Subject = subject,
            Slot = claim.Slot,
            Value = claim.Value,
            Polarity = claim.Polarity,
            Text = text.Text[claim.Span.Start..claim.Span.End],
            Time = claim.When is { } when ? new DateTimeOffset(when.From, text.Time.Offset) : text.Time,
            When = claim.When?.ToString(),
            RecordedAt = now,
            Author = text.Author,
            Role = text.Role,
            Conversation = text.Conversation,
            Agent = text.Agent,
            Source = source,
            Functional = claim.Functional,
            Extractor = extractor,
        };

    /// <summary>Finds what the item takes the place of, what it contradicts, and what it rests on.</summary>
    private ItemRecord Place(IReadOnlyList<ItemState> slot, ItemRecord item, Claim claim, SourceText text)
    {
        var current = slot.Where(known => known.Standing == ItemStanding.Current
            && (Rivals(known, claim) || IsCalled(known, claim))).ToArray();
        var validFrom = item.Time.UtcTicks;
        var later = claim.Polarity == Polarity.Holds
            ? current.FirstOrDefault(known => known.ValidFrom > validFrom && known.Functional)
            : null;
        return item with
        {
            Replaces = later is null ? Sequences(current.Concat(Others(item.Subject, claim)).Distinct()) : null,
            ReplacedBy = later?.Sequence,
            Contradicts = Sequences(Opposites(item.Subject, claim)),
            RestsOn = claim.Polarity == Polarity.Holds ? Sequences(Premises(item.Subject, claim, text)) : null,
        };
    }

    /// <summary>Tells whether an item and a claim of one slot cannot both hold.</summary>
    private static bool Rivals(ItemState item, Claim claim) =>
        claim.Polarity == Polarity.Holds && item.Polarity == Polarity.Holds
            ? claim.Functional || (claim.Slot != Event && ItemValues.Covers(claim.Value, item.Value))
            : (claim.Functional && claim.Polarity == Polarity.Holds) || ItemValues.Alike(item.Value, claim.Value)
                || (claim.Polarity != Polarity.Holds
                    && (Slots.NamesRelation(claim.Value) || claim.Value == claim.Slot));

    /// <summary>Tells whether a claim ends a thing by the name that it was given: "Luna died" ends the cat.</summary>
    private bool IsCalled(ItemState item, Claim claim) =>
        claim.Polarity == Polarity.Ended && IsThing(item)
        && Items.Of(item.Value, "name").Any(name =>
            name.Standing == ItemStanding.Current && ItemValues.Alike(name.Value, claim.Value));

    /// <summary>Finds what else ends with a thing in Chinese, where its name does not tell its slot; where only one pet
    /// is known, it is the one.</summary>
    private ItemState[] Others(string subject, Claim claim)
    {
        if (claim.Polarity == Polarity.Holds || claim.Slot == Event)
        {
            return [];
        }

        ItemState[] others =
        [
            .. Items.All.Where(item => item is { Standing: ItemStanding.Current, Polarity: Polarity.Holds }
                && ItemTable.KeyOf(item.Subject, "") == ItemTable.KeyOf(subject, "") && ChineseTies.Ends(claim, item)),
        ];
        ItemState[] pets = claim.Slot == "pet" && others.Length == 0 && ChineseTies.IsChinese(claim.Value)
            ? [.. Items.Of(subject, "pet").Where(pet => pet is { Standing: ItemStanding.Current, Polarity: Polarity.Holds })]
            : [];
        return pets.Length == 1 ? pets : others;
    }

    /// <summary>Finds likes against dislikes: people are of two minds, so both stay and are shown as a pair.</summary>
    private IEnumerable<ItemState> Opposites(string subject, Claim claim)
    {
        var opposite = claim.Slot switch
        {
            "likes" => "dislikes",
            "dislikes" => "likes",
            _ => null,
        };
        return opposite is null || claim.Polarity != Polarity.Holds
            ? []
            : Items.Of(subject, opposite).Where(item =>
                item is { Standing: ItemStanding.Current, Polarity: Polarity.Holds }
                && ItemValues.Alike(item.Value, claim.Value));
    }

    /// <summary>Finds what a claim rests on: what its reason names, and the thing that it says something
    /// about.</summary>
    private IEnumerable<ItemState> Premises(string subject, Claim claim, SourceText text)
    {
        var reason = claim.Reason is { } span ? text.Text[span.Start..span.End] : "";
        var reasons = RuleExtractor.Extract(reason, text.Time);
        // A reason that was taken as it was said rests on what was just said itself.
        reason = claim.Slot == "reason" ? claim.Value : reason;
        var named = Named(subject, reason, reasons, text)
            .Concat(claim.Slot is "pet" or "teacher" ? Kinds(subject, text.Text[claim.Span.Start..claim.Span.End]) : [])
            .Distinct().ToArray();
        return named.Length > 0 || reason.Length == 0 ? named : JustSaid(reason, text);
    }

    /// <summary>Finds the kind of pet of which a statement gives the name (仓鼠一只叫花生), and what a teacher
    /// teaches.</summary>
    private IEnumerable<ItemState> Kinds(string subject, string span) =>
        Items.Of(subject, "pet").Where(pet => span.StartsWith(pet.Value, StringComparison.Ordinal))
            .Concat(Items.Of(subject, "hobby").Where(hobby => span.EndsWith(hobby.Value, StringComparison.Ordinal)))
            .Where(item => item is { Standing: ItemStanding.Current, Polarity: Polarity.Holds }
                && ChineseTies.IsChinese(item.Value) && span.Length > item.Value.Length);

    /// <summary>Finds what the turn before said, where a reason in Chinese names nothing that is known.</summary>
    private IEnumerable<ItemState> JustSaid(string reason, SourceText text)
    {
        var before = Items.All.SelectMany(item => item.Sources).Where(said => said.Sequence < text.Sequence)
            .Select(said => said.Sequence).DefaultIfEmpty(-1).Max();
        return Items.From(before).Where(item => item is { Standing: ItemStanding.Current, Polarity: Polarity.Holds }
            && (ChineseTies.PointsBack(reason)
                || (ChineseTies.IsState(item) && reason.Any(c => ChineseTies.IsChinese(c.ToString())))));
    }

    private IEnumerable<ItemState> Named(
        string subject, string reason, IReadOnlyList<Claim> reasons, SourceText text)
    {
        return Items.All.Where(item => item is { Standing: ItemStanding.Current, Polarity: Polarity.Holds }
            && (ItemValues.Names(reason, item.Value)
                || (item.Sources.All(said => said.Sequence != text.Sequence) && ChineseTies.Speaks(reason, item))
                || reasons.Any(why => why.Slot == item.Slot && ItemValues.Alike(why.Value, item.Value))
                || (IsThing(item) && ItemValues.Alike(item.Value, subject))));
    }

    private static bool IsThing(ItemState item) => item.Slot is "pet" or "owns" or "member_of" or "subscription" or "hobby";

    private static long[]? Sequences(IEnumerable<ItemState> items)
    {
        long[] sequences = [.. items.Select(item => item.Sequence)];
        return sequences.Length == 0 ? null : sequences;
    }
}
