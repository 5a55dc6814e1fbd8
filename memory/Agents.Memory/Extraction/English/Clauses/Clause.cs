namespace Agents.Memory.Extraction.English.Clauses;

/// <summary>The verb of a clause with what is said of it.</summary>
/// <param name="Lemma">The verb; "be" and "have" are verbs as others are.</param>
/// <param name="Form">Its form; that of the first verb of "have moved" is the past.</param>
/// <param name="Next">The word after it.</param>
/// <param name="Negated">Whether it is said not to be so.</param>
/// <param name="Ended">Whether it is said to be over: "no longer", "used to".</param>
/// <param name="Perfect">Whether it is "have been", "have had": it lasts where it is said since when.</param>
/// <param name="Can">Whether it is what one can do.</param>
internal readonly record struct Verb(
    string Lemma,
    VerbForm Form,
    int Next,
    bool Negated = false,
    bool Ended = false,
    bool Perfect = false,
    bool Can = false);

/// <summary>A clause while its complement is read.</summary>
internal sealed class Clause(Tokens words, Who who, Verb verb, int start, int end, List<Finding> findings)
{
    public Tokens Words { get; } = words;

    public Who Who { get; } = who;

    public Verb Verb { get; } = verb;

    public int Start { get; } = start;

    /// <summary>Gets the word after the clause.</summary>
    public int End { get; } = end;

    public Polarity Polarity =>
        Verb.Ended || (Verb.Negated && AnyMore) ? Polarity.Ended
        : Verb.Negated ? Polarity.Negated
        : Polarity.Holds;

    private bool AnyMore => Enumerable.Range(Start, Math.Max(0, End - Start + 1))
        .Any(at => Words[at] is "anymore" or "longer" || (Words[at] == "any" && Words[at + 1] is "more" or "longer"));

    /// <summary>Gets a value indicating whether a time since when, or for how long, is said.</summary>
    public bool Lasts => Enumerable.Range(Start, Math.Max(0, End - Start))
        .Any(at => Words[at] is "since" or "for" or "always" or "now" || (Words[at] == "all"
        && Words[at + 1] is "my" or "his" or "her"));

    public bool Until => Enumerable.Range(Start, Math.Max(0, Math.Min(Words.Count, End + 8) - Start))
        .Any(at => Words[at] is "until" or "till" or "til" || (Words[at] == "up" && Words[at + 1] == "to"));

    public void Add(string slot, int from, int to, bool dated = false) => Add(slot, from, to, Polarity, dated);

    public void Add(string slot, int from, int to, Polarity polarity, bool dated = false)
    {
        if (to > from)
        {
            Add(slot, Words.Span(from, to), polarity, dated);
        }
    }

    public void Add(string slot, Stretch value, Polarity polarity, bool dated = false)
    {
        var span = Words.Span(Start, Math.Max(End, Start + 1));
        findings.Add(new Finding(
            new Stretch(Math.Min(span.Start, value.Start), Math.Max(span.End, value.End)), Who.Name, slot, value,
                polarity, dated));
    }

    /// <summary>Gives where one of two words stands in the clause; null where it has none.</summary>
    public int? WordOf(string one, string other)
    {
        for (var at = Verb.Next; at < End; at++)
        {
            if (Words[at] == one || Words[at] == other)
            {
                return at;
            }
        }

        return null;
    }

    /// <summary>Gives the value that was read last for a slot; null where there is none.</summary>
    public Stretch? LastOf(string slot) =>
        findings.FindLastIndex(finding => finding.Slot == slot) is var at and >= 0 ? findings[at].Value : null;

    /// <summary>Gives the word after the articles that begin a phrase.</summary>
    public int SkipArticle(int at) => Clauses.Words.Articles.Contains(Words[at]) ? at + 1 : at;

    /// <summary>Gives the end of what a noun names: where a small word, a mark or the clause ends it.</summary>
    public int NounEnd(int at, int max = 6)
    {
        var end = at;
        while (end < Words.Count && end < at + max && !Words.Ends(end) && !Clauses.Words.Stops.Contains(Words[end])
            && !(end > at && Words[end] is "a" or "an"))
        {
            end++;
        }

        return end;
    }

    /// <summary>Tells whether nothing more of a phrase follows.</summary>
    public bool Complete(int at) => Words.Ends(at)
        || (Clauses.Words.Stops.Contains(Words[at]) && (Words[at] != "'s" || Words[at - 1] is "i" or "he" or "she"));

    /// <summary>Gives the end of a name: words with capitals, and the small ones within it.</summary>
    public int NameEnd(int at)
    {
        var end = at;
        while (Words.IsName(end) || (end > at && char.IsDigit(Words[end].FirstOrDefault('x')) && Words.IsName(end - 1)))
        {
            end++;
            if (Words[end] is "of" or "&" or "the" or "de" or "la" or "del" or "upon" or "le" or "du" or "van" or "y"
                && Words.IsName(end + 1))
            {
                end++;
            }
            else if (Words[end] == "of" && Words[end + 1] == "the" && Words.IsName(end + 2))
            {
                end += 2;
            }
        }

        return end;
    }
}
