namespace Agents.Memory.Extraction.English.Clauses;

/// <summary>What one does: where one lives, works and studies, what one likes and owns.</summary>
internal static partial class Frames
{
    private static void ReadHome(Clause clause)
    {
        var words = clause.Words;
        var polarity = clause.Polarity == Polarity.Negated ? Polarity.Ended : clause.Polarity;
        var until = words[clause.End] == "and" && words[clause.End + 1] is "work" or "works" or "study" or "studies"
            ? clause.End + 4
            : clause.End;
        for (var at = clause.Verb.Next; at < until; at++)
        {
            if (words[at] is "in" or "near" or "outside" or "at" && Places.End(clause, at + 1) is var end
                && end > at + 1)
            {
                clause.Add("home", at + 1, end, polarity, dated: true);
                return;
            }
        }
    }

    private static void ReadWork(Clause clause)
    {
        var words = clause.Words;
        var polarity = clause.Polarity == Polarity.Negated ? Polarity.Ended : clause.Polarity;
        for (var at = clause.Verb.Next; at < clause.End; at++)
        {
            if (words[at] == "as" && JobEnd(clause, at + 1) is var job && job > at + 1)
            {
                clause.Add("occupation", clause.SkipArticle(at + 1), job, polarity, dated: true);
                at = job - 1;
            }
            else if (words[at] is "at" or "for" or "by" && Roles.EmployerEnd(clause, at) is var firm && firm > at)
            {
                clause.Add("employer", at + 1, firm, polarity, dated: true);
                at = firm - 1;
            }
            else if (words[at] == "in" && words[at + 1] is "a" or "an" && Roles.EmployerEnd(clause, at) is var place
                && place > at)
            {
                clause.Add("employer", at + 1, place, polarity, dated: true);
                at = place - 1;
            }
            else if (words[at] is "on" or "to" or "towards" or "through" or "around" or "it" or "out")
            {
                return;
            }
        }
    }

    /// <summary>Gives the end of what one works as: after an article, or by its last word.</summary>
    private static int JobEnd(Clause clause, int at)
    {
        var from = clause.SkipArticle(at);
        var end = clause.NounEnd(from, 5);
        return end > from && (from > at || Lexicon.IsJob(clause.Words[end - 1])) ? end : at;
    }

    private static void ReadTeaching(Clause clause)
    {
        var (words, at) = (clause.Words, clause.Verb.Next);
        var polarity = clause.Polarity == Polarity.Negated ? Polarity.Ended : clause.Polarity;
        var end = clause.NounEnd(at, 4);
        if (words[at] is "how" or "kids" or "people" or "children" or "someone" or "yourself")
        {
            end = at;
        }

        clause.Add("occupation", end > at ? at - 1 : at, end, polarity);
        for (; end < clause.End; end++)
        {
            if (words[end] == "at" && clause.NameEnd(clause.SkipArticle(end + 1)) is var firm
                && firm > clause.SkipArticle(end + 1))
            {
                clause.Add("employer", end + 1, firm, polarity);
                return;
            }

            if (words[end] == "at" && Roles.EmployerEnd(clause, end) is var org && org > end)
            {
                clause.Add("employer", end + 1, org, polarity);
                return;
            }
        }
    }

    private static void ReadStudy(Clause clause)
    {
        var (words, verb) = (clause.Words, clause.Verb);
        if (verb is { Lemma: "do" or "read", Form: not VerbForm.Progressive } || clause.Polarity != Polarity.Holds)
        {
            return;
        }

        if (verb.Lemma is "go" or "attend")
        {
            ReadSchool(clause, verb.Lemma == "go" && words[verb.Next] == "to" ? verb.Next : verb.Next - 1);
            return;
        }

        // "Doing a degree in geology at Lund".
        var at = Schools.SkipYear(words, verb.Next);
        for (var i = at; i < at + 5 && i < clause.End; i++)
        {
            if (words[i] == "in" && words[i - 1] is "degree" or "masters" or "master's" or "phd" or "bachelor's"
                or "msc"
                or "bsc" or "ma" or "ba" or "doctorate")
            {
                at = i + 1;
            }
        }

        at = verb.Lemma == "major" && words[at] == "in" ? at + 1 : at;
        var end = clause.NounEnd(at, 4);
        if (end == at || !(Schools.IsSubject(words.Low(at, end)) || Lexicon.IsLanguage(words[end - 1])))
        {
            return;
        }

        var school = words[end] == "at" ? Schools.End(clause, end + 1) : end;
        if (verb.Lemma is "do" or "read" && school <= end && at == verb.Next)
        {
            return;
        }

        clause.Add("major", at, end);
        clause.Add("school", end + 1, school);
    }

    private static void ReadSchool(Clause clause, int at)
    {
        var from = at + 1;
        var end = Schools.End(clause, from);
        if (end > from && Schools.IsSchool(clause.Words.Low(from, end)))
        {
            clause.Add("school", from, end);
        }
    }

    /// <summary>Reads "afrobeats and old country", "trains to planes".</summary>
    private static void ReadTaste(Clause clause)
    {
        var (words, verb) = (clause.Words, clause.Verb);
        if (verb.Form == VerbForm.Progressive || (verb.Can && !verb.Negated) || (verb.Lemma == "stand" && !verb.Can)
            || (words[verb.Next] == "the" && !words.IsName(verb.Next + 1)
                && words[verb.Next - 2] is not ("always" or "usually" or "generally"))
            || words.Low(verb.Next, clause.End) is var rest && (rest.Contains("better", StringComparison.Ordinal)
                || rest.Contains("more than", StringComparison.Ordinal)))
        {
            return;
        }

        var likes = verb.Lemma is "like" or "love" or "enjoy" or "adore";
        var polarity = clause.Polarity;
        var hobby = verb.Lemma == "enjoy" && words[verb.Next].EndsWith("ing", StringComparison.Ordinal);
        var slot = verb.Lemma == "prefer" ? "prefers" : hobby ? "hobby" : likes ? "likes" : "dislikes";
        if (polarity == Polarity.Negated)
        {
            if (slot == "prefers" || (slot == "dislikes" && verb.Lemma != "stand"))
            {
                return;
            }

            (slot, polarity) = ("dislikes", Polarity.Holds);
        }

        var at = clause.SkipArticle(verb.Next);
        if (Joined(clause, at, slot) is var end && end > at)
        {
            clause.Add(slot, at, end, polarity);
            return;
        }

        Lists.Read(clause, slot, verb.Next, polarity, phrase => !Words.Openers.Contains(phrase));
    }

    /// <summary>Gives the end of what is liked of something, or better than it: "trains to planes", "talking on the
    /// phone"; the first word where it is a plain noun.</summary>
    private static int Joined(Clause clause, int at, string slot)
    {
        var words = clause.Words;
        if (words[at] == "being" && clause.End > at + 1)
        {
            return clause.End;
        }

        var end = clause.NounEnd(at, 5);
        var acts = words[at].EndsWith("ing", StringComparison.Ordinal) && words[at].Length > 4;
        if (end == at || Words.Clausal.Contains(words[at]) || words[at] == "anything"
            || words.Low(end, end + 2) == "with a"
            || !(words[end] is "of" or "with" or "about" or "from"
            || (slot == "prefers" && words[end] is "to" or "over")
            || (acts && words[end] is "on" or "in" or "to" or "at" or "by" or "up" or "out" or "around")))
        {
            return at;
        }

        var last = clause.NounEnd(clause.SkipArticle(end + 1), 4);
        return last > end + 1 && !Words.Clausal.Contains(words[end + 1]) ? last : at;
    }

    private static void ReadOwning(Clause clause)
    {
        var (words, verb) = (clause.Words, clause.Verb);
        var at = clause.SkipArticle(verb.Next);
        at = words[at] is "any" or "my" or "own" ? at + 1 : at;
        var end = clause.NounEnd(at, 5);
        if (verb.Lemma == "drive" && end > at && words[end - 1] is "taxi" or "lorry" or "bus" or "truck" or "tram"
            or "ambulance"
            or "cab" or "hgv" or "hgvs" or "taxis" or "lorries" or "buses" or "trucks" or "trains")
        {
            clause.Add("occupation", verb.Next - 1, end);
            return;
        }

        if (end == at || at == verb.Next || (words[at - 1] == "the" && !Lexicon.IsThing(words[end - 1])
            && !words.IsName(at))
            || (verb.Lemma != "own" && verb.Negated)
            || (verb.Lemma != "own" && !(words.IsName(end - 1) || char.IsDigit(words[at][0])
            || words[end - 1] is "car" or "van" or "suv"
                or "motorbike" or "motorcycle" or "scooter" or "hatchback"))
            || (verb.Lemma != "own" && words[end] is "for"))
        {
            return;
        }

        var place = words[end] == "in" ? clause.NameEnd(end + 1) : end;
        clause.Add("owns", at, place > end + 1 ? place : end, clause.Polarity);
    }
}
