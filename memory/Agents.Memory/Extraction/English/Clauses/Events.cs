namespace Agents.Memory.Extraction.English.Clauses;

/// <summary>Reads what happened or will happen: the clause, where it names a time.</summary>
internal static class Events
{
    public static void Read(Clause clause)
    {
        var (words, verb) = (clause.Words, clause.Verb);
        if (verb.Negated || verb.Ended || verb.Can || verb.Lemma is "like" or "love" or "want" or "need" or "know"
            or "think" or "say")
        {
            return;
        }

        var ahead = verb.Form switch
        {
            VerbForm.Past => verb.Lemma == "book",
            VerbForm.Progressive => !verb.Perfect,
            _ => Scheduled(clause),
        };
        if (verb.Form != VerbForm.Past && !ahead)
        {
            return;
        }

        // "Was" and "had" tell how it was, unless they are of what takes place at a time.
        if (verb.Form == VerbForm.Past && verb.Lemma is "be" or "have" or "live" or "work" or "think" or "hear"
            or "feel"
            && !HasDate(clause))
        {
            return;
        }

        // What it is has no bounds but the clause: the value tells where the verb stands.
        clause.Add("event", words.Span(verb.Next - 1, Math.Max(clause.End, verb.Next)), Polarity.Holds, dated: true,
            ahead);
    }

    private static bool Scheduled(Clause clause)
    {
        var (words, verb) = (clause.Words, clause.Verb);
        return verb.Lemma switch
        {
            "have" => words[verb.Next] == "to" || HasDate(clause),
            "start" or "begin" or "fly" or "move" or "leave" or "land" or "arrive" or "turn" or "finish" or "graduate"
                or "marry" => true,
            _ => false,
        };
    }

    private static bool HasDate(Clause clause)
    {
        var words = clause.Words;
        for (var at = clause.Verb.Next; at < clause.End; at++)
        {
            if (Lexicon.IsDate(words[at]) && (clause.Complete(at + 1) || Words.NoName.Contains(words[at + 1])))
            {
                return true;
            }

            if (words[at] is "because" or "that" or "which")
            {
                return false;
            }
        }

        return false;
    }
}
