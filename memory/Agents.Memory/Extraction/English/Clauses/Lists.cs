namespace Agents.Memory.Extraction.English.Clauses;

/// <summary>Reads what is named one after the other: "cashews, milk and the cat".</summary>
internal static class Lists
{
    private const int Max = 6;

    /// <summary>Adds each item; gives the word after the last.</summary>
    /// <param name="clause">The clause.</param>
    /// <param name="slot">What each is a value of.</param>
    /// <param name="at">The first word.</param>
    /// <param name="polarity">Whether it holds.</param>
    /// <param name="fits">Whether a noun in lower case can be one.</param>
    public static int Read(Clause clause, string slot, int at, Polarity polarity, Func<string, bool> fits)
    {
        var words = clause.Words;
        var last = at;
        for (var item = 0; item < Max; item++)
        {
            var from = Begin(clause, at);
            var end = ItemEnd(clause, from);
            if (end == from || !fits(words.Low(from, end)) || (item > 0 && Opens(clause, from, end)))
            {
                return last;
            }

            clause.Add(slot, from, end, polarity);
            last = end;
            at = end;
            while (words[at] is "," or "and" or "or" or "&" or "/" or "+")
            {
                at++;
            }

            if (at == end)
            {
                return last;
            }
        }

        return last;
    }

    /// <summary>Passes over what is no part of the name: "a good", "all".</summary>
    private static int Begin(Clause clause, int at)
    {
        while (clause.Words[at] is "a" or "an" or "the" or "all" or "any" or "some" or "good" or "proper" or "nice"
            or "most"
            or "both" or "also" or "bit" or "of" or "to" or "decent" or "little"
            || clause.Words[at] is "anything" && clause.Words[at + 1] is "with")
        {
            at += clause.Words[at] == "anything" ? 2 : 1;
        }

        return at;
    }

    private static int ItemEnd(Clause clause, int from)
    {
        var words = clause.Words;
        if (Words.Clausal.Contains(words[from]))
        {
            return from;
        }

        var end = clause.NounEnd(from, 5);

        // "Bee stings", but also "anything with wheat in it" is left to what it is.
        return end > from && words[end] == "of" && words.At(end + 1) is { Mark: false }
            && !Words.Clausal.Contains(words[end + 1])
            ? clause.NounEnd(end + 1, 4)
            : end;
    }

    /// <summary>Tells whether what follows "and" is no further item but a clause of its own.</summary>
    private static bool Opens(Clause clause, int from, int end)
    {
        var words = clause.Words;
        return Words.Clausal.Contains(words[from]) || Verbs.Is(words[from], VerbForm.Base)
            || Verbs.Is(words[from], VerbForm.Past)
            || words[end] is "is" or "are" or "'s" or "'re" or "was" or "were" or "has" or "have" or "can" or "will"
            or "do"
                or "does" or "i" or "we" or "you" or "he" or "she" or "they" or "to" or "would" or "should"
            || words[from - 1] == "the" && words[from - 2] == ","
            || Enumerable.Range(from, end - from)
                .Any(at => at > from && (Verbs.Is(words[at], VerbForm.Third) || Verbs.Is(words[at], VerbForm.Past)));
    }
}
