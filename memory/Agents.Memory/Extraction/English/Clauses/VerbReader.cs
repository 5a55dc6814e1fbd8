namespace Agents.Memory.Extraction.English.Clauses;

/// <summary>Reads the verb of a clause: its tense, whether it is denied, and whether it is over.</summary>
internal static class VerbReader
{
    /// <summary>Reads the verb that begins at a word; null where it is none that tells what is so.</summary>
    public static Verb? Read(Tokens words, int at)
    {
        var verb = new Verb("", VerbForm.Base, at);
        verb = Skip(words, verb);
        return words[verb.Next] switch
        {
            "am" or "'m" or "are" or "'re" or "is" or "'s" => Being(words, verb),
            "was" or "were" => Was(words, verb with { Next = verb.Next + 1 }),
            "have" or "'ve" or "has" or "had" => Having(words, verb),
            "do" or "does" or "did" => Doing(words, verb),
            "been" => Had(words, verb with { Lemma = "have" }),
            "can" => Can(words, verb with { Next = verb.Next + 1, Can = true }),
            "used" when words[verb.Next + 1] == "to" => UsedTo(words, verb with { Next = verb.Next + 2, Ended = true }),
            _ => Plain(words, verb),
        };
    }

    /// <summary>Passes over adverbs, "not", "never" and "no longer".</summary>
    private static Verb Skip(Tokens words, Verb verb)
    {
        while (true)
        {
            var word = words[verb.Next];
            if (word is "not" or "never")
            {
                verb = verb with { Negated = true, Next = verb.Next + 1 };
            }
            else if (word == "no" && words[verb.Next + 1] == "longer")
            {
                verb = verb with { Ended = true, Next = verb.Next + 2 };
            }
            else if (Words.Adverbs.Contains(word))
            {
                verb = verb with { Next = verb.Next + 1 };
            }
            else
            {
                return verb;
            }
        }
    }

    private static Verb? Being(Tokens words, Verb verb)
    {
        var contracted = words[verb.Next] == "'s";
        verb = Skip(words, verb with { Next = verb.Next + 1, Lemma = "be" });
        var next = words[verb.Next];
        if (contracted && next is "got" or "had" or "been")
        {
            return Had(words, verb);
        }

        if (next is "going" && words[verb.Next + 1] == "to" && Verbs.Is(words[verb.Next + 2], VerbForm.Base))
        {
            return null;
        }

        if (Verbs.Is(next, VerbForm.Progressive))
        {
            return verb with { Lemma = Verbs.LemmaOf(next), Form = VerbForm.Progressive, Next = verb.Next + 1 };
        }

        return contracted && Verbs.Is(next, VerbForm.Participle) && next is "moved" or "left" or "quit" or "joined"
            or "started" or "bought" or "sold" or "gone" or "taken" or "retired" or "lived" or "worked"
            ? verb with { Lemma = Verbs.LemmaOf(next), Form = VerbForm.Past, Next = verb.Next + 1 }
            : verb;
    }

    private static Verb? Was(Tokens words, Verb verb)
    {
        verb = Skip(words, verb);
        return Verbs.Is(words[verb.Next], VerbForm.Progressive)
            ? null
            : verb with { Lemma = "be", Form = VerbForm.Past };
    }

    private static Verb? Having(Tokens words, Verb verb)
    {
        var past = words[verb.Next] == "had";
        verb = Skip(words, verb with { Next = verb.Next + 1, Lemma = "have" });
        if (words[verb.Next] == "to")
        {
            return past ? null : verb;
        }

        return past ? verb with { Form = VerbForm.Past } : Had(words, verb);
    }

    /// <summary>Reads what follows "have": "been", "got", "had", another participle, or what one has.</summary>
    private static Verb? Had(Tokens words, Verb verb)
    {
        var next = words[verb.Next];
        switch (next)
        {
            case "been":
                verb = Skip(words, verb with { Next = verb.Next + 1, Lemma = "be", Perfect = true });
                next = words[verb.Next];
                return Verbs.Is(next, VerbForm.Progressive)
                    ? verb with { Lemma = Verbs.LemmaOf(next), Form = VerbForm.Progressive, Next = verb.Next + 1 }
                    : verb;
            case "got":
                return verb with { Lemma = "have", Next = verb.Next + 1 };
            case "had":
                return verb with { Lemma = "have", Next = verb.Next + 1, Perfect = true };
            default:
                return next != "left" && Verbs.Is(next, VerbForm.Participle)
                    && !Words.Articles.Contains(next)
                        ? verb with
                        {
                            Lemma = Verbs.LemmaOf(next),
                            Form = VerbForm.Past,
                            Next = verb.Next + 1,
                            Perfect = true
                        }
                        : next == "left" && verb.Lemma == "have" && (words.IsName(verb.Next + 1)
                        || words[verb.Next + 1] == "the")
                            ? verb with { Lemma = "leave", Form = VerbForm.Past, Next = verb.Next + 1, Perfect = true }
                            : verb with { Lemma = "have" };
        }
    }

    private static Verb? Doing(Tokens words, Verb verb)
    {
        var past = words[verb.Next] == "did";
        verb = Skip(words, verb with { Next = verb.Next + 1 });
        var next = words[verb.Next];
        if (next != "do" && Verbs.Is(next, VerbForm.Base))
        {
            return past
                ? null
                : verb with { Lemma = Verbs.LemmaOf(next), Form = VerbForm.Base, Next = verb.Next + 1 };
        }

        return past || verb.Negated ? null : verb with { Lemma = "do" };
    }

    private static Verb? Can(Tokens words, Verb verb)
    {
        verb = Skip(words, verb);
        return Verbs.Is(words[verb.Next], VerbForm.Base)
            ? verb with { Lemma = Verbs.LemmaOf(words[verb.Next]), Next = verb.Next + 1 }
            : null;
    }

    private static Verb? UsedTo(Tokens words, Verb verb)
    {
        verb = Skip(words, verb);
        return Verbs.Is(words[verb.Next], VerbForm.Base)
            ? verb with { Lemma = Verbs.LemmaOf(words[verb.Next]), Next = verb.Next + 1 }
            : null;
    }

    private static Verb? Plain(Tokens words, Verb verb)
    {
        var word = words[verb.Next];
        var lemma = Verbs.LemmaOf(word);
        if (lemma.Length == 0)
        {
            // Of a verb that is not known, only what happened can be told.
            return word.Length > 4 && word.EndsWith("ed", StringComparison.Ordinal)
                ? verb with { Lemma = "?", Form = VerbForm.Past, Next = verb.Next + 1 }
                : null;
        }

        var form = Verbs.Is(word, VerbForm.Past) ? VerbForm.Past
            : Verbs.Is(word, VerbForm.Third) ? VerbForm.Third
            : Verbs.Is(word, VerbForm.Progressive) ? VerbForm.Progressive
            : VerbForm.Base;
        return verb with { Lemma = lemma, Form = form, Next = verb.Next + 1 };
    }
}
