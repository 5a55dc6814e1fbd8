namespace Agents.Memory.Extraction.English.Clauses;

/// <summary>What one is.</summary>
internal static partial class Frames
{
    /// <summary>Reads "91 and deaf in one ear", "a nurse at Mercy Ridge", "not vegan any more".</summary>
    private static void ReadBeing(Clause clause)
    {
        var verb = clause.Verb;
        var past = verb.Form == VerbForm.Past;
        var (words, at) = (clause.Words, verb.Next);
        if ((past && !clause.Until) || (verb.Perfect && !clause.Lasts && clause.Polarity == Polarity.Holds)
            || (verb.Negated && words[at] is "only" or "exactly" or "so" or "that" or "too" or "as"))
        {
            ReadBirth(clause, at);
            return;
        }

        ReadBirth(clause, at);
        var polarity = past ? Polarity.Ended : clause.Polarity;
        for (var part = 0; part < 5; part++)
        {
            var end = Predicates.Read(clause, at, polarity, first: part == 0);
            if (end <= at)
            {
                return;
            }

            at = end;
            while (words[at] is "now" or "btw" or "too" or "already" or "years" or "old")
            {
                at++;
            }

            var joint = at;
            while (words[at] is "," or "and" or "but" or "or" or "also" or "a" or "an" or "male" or "female")
            {
                if (words[at] == "but" && polarity == Polarity.Negated)
                {
                    polarity = Polarity.Holds;
                }

                at++;
            }

            // "34 year old nurse", "a 45 y/o man with diabetes".
            var said = words[joint - 1] is "old" or "yo" or "o"
                || words[joint - 1].EndsWith("-old", StringComparison.Ordinal);
            at += words[at] is "man" or "woman" or "guy" or "girl" or "lady" or "bloke" or "lad" ? 1 : 0;
            if (at == joint && !said)
            {
                return;
            }
        }
    }

    private static void ReadBirth(Clause clause, int at)
    {
        var words = clause.Words;
        if (words[at] != "born" || clause.Verb.Negated)
        {
            return;
        }

        Measures.ReadBirthday(clause, words[at + 1] == "on" ? at + 2 : at + 1);

        var place = words[at + 1] is "in" or "near" ? at + 2
            : words.Low(at + 1, at + 4) is "and raised in" or "and bred in" ? at + 4 : -1;
        if (place > 0 && char.IsDigit(words[place].FirstOrDefault('x')))
        {
            place = words[place + 1] == "in" ? place + 2 : -1;
        }

        if (place > 0)
        {
            ReadOrigin(clause, place);
        }
    }

    private static void ReadOrigin(Clause clause, int at)
    {
        var end = Places.End(clause, at);
        if (end > at)
        {
            clause.Add("origin", at, end);
        }
    }

    private static void ReadIllness(Clause clause, int at)
    {
        var from = clause.SkipArticle(at);
        var end = clause.NounEnd(from);
        if (end > from && Lexicon.IsIllness(clause.Words.Low(from, end)))
        {
            clause.Add("condition", from, end, dated: true);
        }
    }
}
