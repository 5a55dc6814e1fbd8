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
/// taken again, and what they erased is not taken from what was said before.
/// </remarks>
public sealed class Resolver(MemoryProjection known)
{
    private const string Event = "event";
    private const string Reason = "reason";

    private readonly Ties _ties = new(known);

    private ItemTable Items => known.Items;

    /// <summary>Gives the slot that tells the contrary of one, or null.</summary>
    internal static string? OppositeOf(string slot) => slot switch
    {
        "likes" => "dislikes",
        "dislikes" => "likes",
        _ => null,
    };

    /// <summary>Resolves one claim of a turn.</summary>
    /// <param name="text">The turn.</param>
    /// <param name="claim">What it says.</param>
    /// <param name="now">When it is recorded.</param>
    /// <param name="extractor">What took it from the turn.</param>
    public Resolution Resolve(SourceText text, Claim claim, DateTimeOffset now, string extractor)
    {
        var subject = claim.Subject == Claim.Speaker ? SpeakerOf(text) : claim.Subject;
        ItemState[] ended = [.. _ties.EndedWith(subject, claim, text)];
        if (claim is { OnlyIfKnown: true, Polarity: Polarity.Holds })
        {
            if (claim.Slot != Reason && !_ties.Premises(subject, claim, text).Any())
            {
                return new Resolution.Skipped("it rests on nothing that is known");
            }
        }
        else if (claim.OnlyIfKnown)
        {
            if (ended.Length == 0 && !WasSaid(claim, text))
            {
                return new Resolution.Skipped("nothing that is known ends with it");
            }

            claim = Ending(claim, ended);
        }

        if (claim.Slot == Event && TellsOfAnEnd(text, claim))
        {
            return new Resolution.Skipped("what ended tells it");
        }

        var source = new EpisodeSpan(text.Sequence, claim.Span.Start, claim.Span.End, text.Text.Length);
        var id = IdOf(subject, claim, text);
        if (known.IsErasedSince(id, text.TextSequence))
        {
            return new Resolution.Skipped("the user erased it");
        }

        if (Latest(id) is { } ordinal)
        {
            var header = known[ordinal];
            if (Items.Find(header.Sequence) is not { } item)
            {
                return new Resolution.Skipped("a turn has the id that it would have");
            }

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

        ItemState[] said = [.. Items.Of(subject, claim.Slot).Where(item => !item.IsDigest)];
        return Known(said, claim) is { } same
            ? new Resolution.Repeated(new SaidAgain(same.Sequence, source))
            : new Resolution.Added(
                Place(said, Record(id, subject, text, claim, source, now, extractor), claim, text, ended));
    }

    /// <summary>Tells whether an event is no more than that something ended: "Luna died on Sunday".</summary>
    private bool TellsOfAnEnd(SourceText text, Claim claim) => Items.From(text.Sequence).Any(item =>
        item is { Polarity: Polarity.Ended, Standing: ItemStanding.Current, Slot: not "condition" }
        && item.Sources.Any(said =>
            said.Sequence == text.Sequence && said.Start <= claim.Span.Start && said.End >= claim.Span.End));

    /// <summary>Tells whether what ended was named by the speaker before, though in words that no rule reads.</summary>
    private bool WasSaid(Claim claim, SourceText text) => claim is { Polarity: Polarity.Ended }
        && Ties.Names(claim)
        && Items.From(text.Sequence).All(item => item.Polarity == Polarity.Holds
            || !ItemValues.Alike(item.Value, claim.Value))
        && known.Index.IsSaid(claim.Value, ordinal => known[ordinal].Sequence < text.Sequence
            && known.Index[ordinal] is { Kind: Contracts.MemoryKind.Episode, Evidence: true, Visible: true } said
            && said.Role == text.Role && said.Author == text.Author);

    // Of "it" only what it stands for tells what ended.
    private static Claim Ending(Claim claim, ItemState[] ended)
    {
        if (ended.Length == 0)
        {
            return claim;
        }

        var named = Array.Find(ended, item => item.Slot == claim.Slot)
            ?? Array.Find(ended, item => item.Slot is not (Reason or "procedure" or "detail")) ?? ended[0];

        // Where only a reason is known that names it, the ending tells better what it was.
        var slot = claim.Slot == "condition" || (named.Slot is Reason or "procedure" or "detail" && Ties.Names(claim))
            ? claim.Slot
            : named.Slot;
        return claim with
        {
            Slot = slot,
            Kind = Slots.KindOf(slot),
            Functional = named.Functional,
            Value = EnglishTies.IsPronoun(claim.Value) || ChineseTies.IsHappening(claim) || ChineseTies.IsBare(claim)
                || claim.Slot == "birth"
                ? named.Value : claim.Value,
        };
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
            Time = claim.When is { Year: > 1 and < 9999 } when
                ? new DateTimeOffset(when.From, text.Time.Offset)
                : text.Time,
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
    private ItemRecord Place(
        IReadOnlyList<ItemState> slot, ItemRecord item, Claim claim, SourceText text, ItemState[] ended)
    {
        var current = slot.Where(known => known.Standing == ItemStanding.Current
            && (Rivals(known, claim) || _ties.IsCalled(known, claim))).ToArray();
        item = item with { Time = AsPrecise(current, item.Time, claim, text) };
        var validFrom = item.Time.UtcTicks;

        // That the old one ended later than the new one began ("I started at Zalando on the 1st") ends the old one
        // alone.
        current = [.. current.Where(known => known.ValidFrom <= validFrom || EndsToo(known, claim))];
        var later = claim.Polarity == Polarity.Holds
            ? current.FirstOrDefault(known => known.ValidFrom > validFrom && known.Functional)
            : null;
        return item with
        {
            Replaces = later is null
                ? Sequences(current.Concat(current.SelectMany(Twins)).Concat(ended).Distinct())
                : null,
            ReplacedBy = later?.Sequence,
            Contradicts = Sequences(Opposites(item.Subject, claim)),
            RestsOn = claim.Polarity == Polarity.Holds
                ? Sequences(_ties.Premises(item.Subject, claim, text).Concat(Inherited(current, claim))
                    .DistinctBy(premise => premise.Sequence).OrderBy(premise => premise.Sequence))
                : null,
        };
    }

    /// <summary>Gives when a change was, as far as is known: "I moved last month" was after what was known to hold
    /// within that month, so at its end, or when it was said.</summary>
    private static DateTimeOffset AsPrecise(
        ItemState[] current, DateTimeOffset time, Claim claim, SourceText text)
    {
        if (claim is not { Functional: true, Polarity: Polarity.Holds, When: { Year: > 1 and < 9999 } when })
        {
            return time;
        }

        var until = new DateTimeOffset(when.Until, text.Time.Offset);
        until = until < text.Time ? until : text.Time;
        return Array.Exists(current, known => known.ValidFrom > time.UtcTicks && known.ValidFrom < until.UtcTicks)
            ? until
            : time;
    }

    /// <summary>Tells whether what is known leaves no room for a claim of an earlier time: another value does, and that
    /// this very value ended, or all of the slot.</summary>
    private static bool EndsToo(ItemState known, Claim claim) =>
        claim.Polarity != Polarity.Holds || known.Polarity == Polarity.Holds
        || ItemValues.Alike(known.Value, claim.Value)
        || Slots.NamesRelation(known.Value) || known.Value == known.Slot;

    /// <summary>Finds what the same rested on that was said in fewer words: it rests on that still.</summary>
    private IEnumerable<ItemState> Inherited(ItemState[] current, Claim claim) =>
        current.Where(fewer => fewer.Polarity == Polarity.Holds && ItemValues.Covers(claim.Value, fewer.Value))
            .SelectMany(fewer => fewer.RestsOn).Select(Items.Find).OfType<ItemState>()
            .Where(premise => premise.Standing == ItemStanding.Current);

    /// <summary>Finds what the same words say of another slot ("was born in" tells an origin and a birthplace): it
    /// holds
    /// no longer than they do.</summary>
    private IEnumerable<ItemState> Twins(ItemState item) =>
        item is { Polarity: Polarity.Holds, Sources: [var said, ..] }
            ? Items.From(said.Sequence).Where(twin => twin.Standing == ItemStanding.Current
                && twin.Subject == item.Subject && twin.Slot != item.Slot && twin.Value == item.Value
                && twin.Polarity == Polarity.Holds && twin.Sources is [var again] && again == said)
            : [];

    /// <summary>Tells whether two items of one slot cannot both hold.</summary>
    /// <param name="item">What is known.</param>
    /// <param name="other">What is said later.</param>
    internal static bool Rivals(ItemState item, ItemState other) =>
        Rivals(item, other.Polarity, other.Functional, other.Slot, other.Value);

    private static bool Rivals(ItemState item, Claim claim) =>
        Rivals(item, claim.Polarity, claim.Functional, claim.Slot, claim.Value);

    private static bool Rivals(ItemState item, Polarity polarity, bool functional, string slot, string value) =>
        polarity == Polarity.Holds && item.Polarity == Polarity.Holds
            ? functional || (slot != Event && ItemValues.Covers(value, item.Value))
            : (functional && polarity == Polarity.Holds) || ItemValues.Alike(item.Value, value)
                || (polarity != Polarity.Holds && (Slots.NamesRelation(value) || value == slot));

    /// <summary>Finds likes against dislikes: people are of two minds, so both stay and are shown as a pair.</summary>
    private IEnumerable<ItemState> Opposites(string subject, Claim claim)
    {
        var opposite = OppositeOf(claim.Slot);
        return opposite is null || claim.Polarity != Polarity.Holds
            ? []
            : Items.Of(subject, opposite).Where(item =>
                item is { Standing: ItemStanding.Current, Polarity: Polarity.Holds }
                && ItemValues.Alike(item.Value, claim.Value));
    }

    private static string SpeakerOf(SourceText text) =>
        Participants.IsPerson(text.Author) ? text.Author : Claim.Speaker;


    private static long[]? Sequences(IEnumerable<ItemState> items)
    {
        long[] sequences = [.. items.Select(item => item.Sequence)];
        return sequences.Length == 0 ? null : sequences;
    }
}
