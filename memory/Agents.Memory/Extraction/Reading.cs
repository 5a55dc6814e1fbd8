using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Agents.Contracts;

namespace Agents.Memory.Extraction;

/// <summary>A sentence while claims are taken from it.</summary>
/// <param name="Text">The whole turn.</param>
/// <param name="At">Where the sentence stands in it.</param>
/// <param name="Sentence">The sentence, with what is no statement blanked out.</param>
/// <param name="Said">When it was said.</param>
/// <param name="Claims">What it says.</param>
/// <param name="Reason">The clause that gives the reason, in the sentence; null where there is none.</param>
internal sealed partial record Reading(
    string Text, Stretch At, string Sentence, DateTimeOffset Said, ClaimList Claims, Stretch? Reason)
{
    /// <summary>Gets the sentence as patterns read it, of the same length: traditional characters as simplified
    /// ones.</summary>
    public string Matched { get; init; } = Sentence;

    /// <summary>Gets what the clauses of the part that is read were found to say.</summary>
    public English.Clauses.ClauseFindings Findings { get; init; } = English.Clauses.ClauseFindings.None;

    private static readonly FrozenSet<string> Pronouns = FrozenSet.ToFrozenSet(
    [
        "it", "that", "this", "them", "there", "here", "you", "me", "one", "some", "something", "what", "him", "her",
        "us", "i", "i'm", "i’m", "i've", "i’ve", "i'd", "i’d", "i'll", "i’ll",
        "everything", "nothing", "anything", "things", "stuff",
        "the stuff", "the lot", "这", "那", "它", "你", "我", "什么", "这个", "那个",
    ], StringComparer.OrdinalIgnoreCase);

    private static readonly char[] Ends = [' ', '.', ',', '!', ';', ':', '?', '…', '。', '，', '！', '；', '、', '~', '\r',
        '\n', '\t', '　'];

    /// <summary>Adds what a rule found.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="match">Its match.</param>
    /// <param name="offset">Where the matched words begin in the sentence; negative where a subject was put before
    /// them.</param>
    /// <param name="clause">The clause.</param>
    /// <param name="when">The time that it names.</param>
    public void Add(ClaimRule rule, Match match, int offset, Stretch clause, StatedTime? when)
    {
        var group = match.Groups["v"];
        var subject = match.Groups["s"] is { Success: true } other ? Subjects.Of(other.Value) : Claim.Speaker;
        var slot = rule.Slot ?? match.Groups["slot"].Value.ToLowerInvariant();
        if (subject is null || slot.Length == 0)
        {
            return;
        }

        foreach (var (start, length) in rule.List ? ValueLists.Split(group.Value) : [(0, group.Length)])
        {
            Add(subject, slot, new Stretch(group.Index + start + offset, group.Index + start + length + offset),
                clause, rule.Polarity, rule.Dated ? when : null);
        }
    }

    /// <summary>Adds a claim whose value stands at a place of the sentence.</summary>
    public void Add(
        string subject,
        string slot,
        Stretch value,
        Stretch clause,
        Polarity polarity = Polarity.Holds,
        StatedTime? when = null,
        bool functional = false,
        bool onlyIfKnown = false,
        bool parsed = false)
    {
        // What stands in the subject that was put before a clause was read where it was said.
        if (value.Start < clause.Start || (!onlyIfKnown && !parsed && Claims.IsRead(slot, InText(value))))
        {
            return;
        }

        value = slot is "birthday" or "anniversary" ? Trimmed(value) : Trimmed(BeforeTime(Trimmed(value)));
        var whole = slot is "procedure" or "detail" or "event" or "instruction" or "reason";
        value = whole || parsed || slot.StartsWith(Slots.Favorite, StringComparison.Ordinal) ? value
            : English.Clauses.Values.Within(Sentence, value);
        value = whole ? value
            : new Stretch(value.Start, value.End - Nowadays.Match(value.Of(Sentence)).Length);
        if (value.Length is < 1 or > 120 || Pronoun(value.Of(Sentence)) || HasQuotation(value))
        {
            return;
        }

        // "St. Mary's" does not end with its full stop.
        if (Saint.Match(Sentence, value.Start) is { Success: true } saint && saint.Index + 2 == value.End)
        {
            value = new Stretch(value.Start, saint.Index + saint.Length);
        }

        var span = Trimmed(clause);
        Claims.Add(new Claim
        {
            Kind = Slots.KindOf(slot),
            Subject = subject,
            Slot = slot,
            Value = value.Of(Sentence),
            Polarity = polarity,
            Span = InText(span),
            When = when,
            Functional = functional || Slots.IsFunctional(slot),
            Reason = Reason is { } why && !Slots.IsIdentity(slot) ? InText(Trimmed(why)) : null,
            OnlyIfKnown = onlyIfKnown,
        });
    }

    /// <summary>Cuts off a time that ends a value: "asthma two years ago". A birthday is one.</summary>
    private Stretch BeforeTime(Stretch value)
    {
        if (value.Length < 6)
        {
            return value;
        }

        var times = ClaimTimes.Locate(value.Of(Sentence), Said);
        if (times is not [var time] || time.Start < 3)
        {
            return value;
        }

        var before = value.Of(Sentence)[..time.Start].TrimEnd();
        var preposition = Preposition.Match(before);
        return new Stretch(value.Start, value.Start + (preposition.Success ? preposition.Index : before.Length));
    }

    /// <summary>Adds what happened at a time: the clause without the time.</summary>
    /// <param name="subject">Whom it happened to.</param>
    /// <param name="clause">The clause.</param>
    /// <param name="time">Where it names the time.</param>
    /// <param name="when">The time.</param>
    /// <param name="first">Whether the time is what the clause begins with.</param>
    public void AddEvent(string subject, Stretch clause, Stretch time, StatedTime when, bool first)
    {
        var said = Trimmed(first ? new Stretch(time.End, clause.End) : new Stretch(clause.Start, time.Start));
        said = Preposition.Match(said.Of(Sentence)) is { Success: true } tail
            ? Trimmed(new Stretch(said.Start, said.Start + tail.Index))
            : said;
        said = Copula.Match(said.Of(Sentence)) is { Success: true } copula
            ? Trimmed(new Stretch(said.Start, said.Start + copula.Index))
            : said;
        Add(subject, "event", said, first ? clause : new Stretch(clause.Start, time.End), when: when);
    }

    private static readonly Regex Preposition = new(
        @"\s+(?:on|in|at|by|until|since|during|of|this|last|early|late|mid|for|from|come)(?:\s+the)?$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        Patterns.Longest);

    // "Our concert is on 8 July".
    private static Regex Copula { get; } = Patterns.New(@"(?:\s+(?:is|are|was|were)|['’]s)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    // That it is so now is no part of what is liked; "Apocalypse Now" is.
    private static Regex Nowadays { get; } = Patterns.New(@"(?<=\w)(?:,? (?:right now|now|these days|nowadays|lately"
        + @"|again|at the moment|currently))+$",
        RegexOptions.CultureInvariant);

    private static Regex Saint { get; } = Patterns.New(@"\bSt\. \p{Lu}[\p{L}'’-]+", RegexOptions.CultureInvariant);

    /// <summary>Gives where a stretch of the sentence stands in the turn.</summary>
    public SourceSpan InText(Stretch stretch) => new(At.Start + stretch.Start, At.Start + stretch.End);

    private Stretch Trimmed(Stretch stretch)
    {
        var (start, end) = (Math.Max(0, stretch.Start), Math.Min(Sentence.Length, stretch.End));
        while (start < end && Ends.Contains(Sentence[start]))
        {
            start++;
        }

        while (end > start && Ends.Contains(Sentence[end - 1]))
        {
            end--;
        }

        return new Stretch(start, end);
    }

    /// <summary>Tells whether a part was blanked out, since others are quoted there.</summary>
    private bool HasQuotation(Stretch stretch) =>
        !stretch.Of(Sentence).AsSpan().SequenceEqual(Text.AsSpan(At.Start + stretch.Start, stretch.Length));

    /// <summary>Tells whether a value stands for something that only its context names.</summary>
    internal static bool Pronoun(string value) => Pronouns.Contains(value);
}
