namespace Agents.Memory.Extraction.English.Clauses;

/// <summary>Reads clauses about what is no person: "my favourite film is Local Hero", "our concert is on 8 July",
/// "everyone calls me Bash".</summary>
internal static class Things
{
    /// <summary>Reads a clause where it begins; tells whether it was one of these.</summary>
    public static bool Read(Tokens words, int at, List<Finding> findings)
    {
        var noun = words[at] is "my" or "our" or "the" ? at + 1 : at;
        return ReadFavorite(words, at, noun, findings)
            || ReadNickname(words, at, findings);
    }

    private static bool ReadFavorite(Tokens words, int at, int noun, List<Finding> findings)
    {
        if (words[noun] is not ("favourite" or "favorite" or "fave" or "fav"))
        {
            return false;
        }

        var verb = noun + 1;
        while (verb < noun + 4 && words[verb] is not ("is" or "are" or "'s" or "'re" or "") && !words.Ends(verb))
        {
            verb++;
        }

        if (verb == noun + 1 || words[verb] is not ("is" or "are" or "'s" or "'re"))
        {
            return false;
        }

        var value = verb + 1;
        while (Words.Adverbs.Contains(words[value]) || words[value] is "probably" or "easily" or "a" or "an")
        {
            value++;
        }

        var slot = "favorite." + words.Low(noun + 1, verb).Replace("colour", "color", StringComparison.Ordinal);
        var clause = new Clause(words, new Who(Claim.Speaker, noun, true), new Verb("be", VerbForm.Base, value), at,
            verb, findings);
        var end = clause.NameEnd(words[value] == "the" ? value + 1 : value);
        end = end > value + 1 || words.IsName(value) ? end : clause.NounEnd(words[value] == "the" ? value + 1
            : value, 5);
        if (end > value && !words[value].EndsWith("ing", StringComparison.Ordinal)
            && words[value] is not ("not" or "when" or "that")
            && words[end] is not ("," or "of" or "with" or "or" or "in"))
        {
            clause.Add(slot, value, end);
        }

        // What has more to it is left to the rules that know titles.
        return false;
    }

    private static bool ReadNickname(Tokens words, int at, List<Finding> findings)
    {
        if (words[at] is not ("everyone" or "everybody" or "people" or "friends" or "folks" or "my"))
        {
            return false;
        }

        for (var verb = at + 1; verb < at + 4; verb++)
        {
            if (words[verb] is "call" or "calls" && words[verb + 1] == "me" && words.IsName(verb + 2)
                && (words.Ends(verb + 3) || Words.Stops.Contains(words[verb + 3])))
            {
                findings.Add(new Finding(words.Span(at, verb + 3), Claim.Speaker, "nickname", words.Span(verb + 2,
                    verb + 3),
                    Polarity.Holds, false));
                return true;
            }
        }

        return false;
    }
}
