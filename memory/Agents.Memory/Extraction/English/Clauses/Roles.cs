namespace Agents.Memory.Extraction.English.Clauses;

/// <summary>Reads what one does, for whom, and where one belongs.</summary>
internal static class Roles
{
    /// <summary>Reads "a nurse at Mercy Ridge", "a student at Lund", "in the Rotary club"; gives the word after it,
    /// or the
    /// first where there is none.</summary>
    public static int Read(Clause clause, int at, Polarity polarity, bool first)
    {
        var words = clause.Words;
        if (words[at] == "at" && Schools.End(clause, at + 1) is var school && school > at + 1
            && Schools.IsSchool(words.Low(at + 1, school)))
        {
            clause.Add("school", at + 1, school, polarity == Polarity.Negated ? Polarity.Ended : polarity);
            return school;
        }

        // "On nights at the General", "been at Deloitte three years", "now I'm at Superdrug".
        var shift = words[at] == "on" && words[at + 1] is "nights" or "days" or "lates" or "earlies" or "shifts"
            ? at + 2 : at;
        if (words[shift] == "at" && polarity != Polarity.Negated && EmployerEnd(clause, shift) is var firm
            && firm > shift + 1
            && (shift > at || (clause.NameEnd(shift + 1) > shift + 1 && (clause.Verb.Perfect
            || words[firm] is "now" or "these"
                || words[at - 1] is "now" or "still" || words[clause.Start] == "now"))))
        {
            clause.Add("employer", shift + 1, firm, polarity, dated: true);
            return firm;
        }

        if (words[at] == "in" && words[at + 1] is "my" or "his" or "her" && Schools.SkipYear(words, at + 1) is var year
            && words[year] is not "my" && year > at + 2)
        {
            return ReadYear(clause, at, words[year] is "of" or "studying" or "doing" ? year + 1 : year, polarity);
        }

        if (words[at] is "in" or "on" or "part" or "with" or "member")
        {
            return ReadGroup(clause, at, polarity);
        }

        if (words[at] is "big" or "huge" or "massive" or "fan" or "lifelong")
        {
            var fan = words[at] == "fan" ? at : at + 1;
            if (words[fan] == "fan" && words[fan + 1] == "of")
            {
                return Lists.Read(clause, polarity == Polarity.Negated ? "dislikes" : "likes", fan + 2,
                    polarity == Polarity.Ended ? polarity : Polarity.Holds, _ => words[fan + 2] is not ("the"
                        or "this" or "that" or "your")
                        || words.IsName(fan + 3));
            }
        }

        var end = clause.NounEnd(at, 5);
        if (end > at + 1 && words[end - 1] == "fan" && polarity == Polarity.Holds)
        {
            var from = words[at] is "big" or "huge" or "massive" or "mad" ? at + 1 : at;
            clause.Add("likes", from, end - 1);
            return end;
        }

        return ReadJob(clause, at, end, polarity, first);
    }

    /// <summary>Reads a job and for whom it is done.</summary>
    public static int ReadJob(Clause clause, int at, int end, Polarity polarity, bool first)
    {
        var words = clause.Words;
        var head = end;
        while (head > at && !Lexicon.IsJob(words[head - 1]) && !IsStudent(words[head - 1]))
        {
            head--;
        }

        // What follows the job is another noun's: "a nurse call button".
        if (head == at || words[head] == "'s" || (head < end && words.IsName(head) == words.IsName(head - 1)
            && !Qualifies(words[head]))
            || Lexicon.IsAmateur(words[at]) || (!first && head - at > 4))
        {
            return at;
        }

        if (IsStudent(words[head - 1]))
        {
            return ReadStudent(clause, at, head, polarity);
        }

        if (words[head] == "of" && words[head - 1] is "treasurer" or "secretary" or "captain" or "president"
            or "chairman" or "chair")
        {
            clause.Add("occupation", head - 1, head, polarity, dated: true);
            var group = clause.NounEnd(head + 2, 5);
            clause.Add("member_of", head + 1, words[head + 1] is "the" or "our" or "my" or "a"
                && Lexicon.IsGroup(words[group - 1])
                ? group : head + 1, polarity);
            return Math.Max(head, group);
        }

        var from = words[at] is "retired" or "former" or "ex" && head > at + 1 ? at + 1 : at;
        clause.Add("occupation", from, head, words[at] is "former" or "ex" ? Polarity.Ended : polarity, dated: true);
        return ReadFor(clause, head, end, polarity);
    }

    /// <summary>Reads for whom, where that is said next: "at Mercy Ridge", "on the cardiac floor at Mercy
    /// Ridge".</summary>
    public static int ReadFor(Clause clause, int at, int end, Polarity polarity)
    {
        var words = clause.Words;
        for (var place = at; place < clause.End; place++)
        {
            if (words[place] is "at" or "for" or "with" or "by" && EmployerEnd(clause, place) is var firm
                && firm > place + 1)
            {
                clause.Add("employer", place + 1, firm, polarity, dated: true);
                at = firm;
                break;
            }

            if (words[place] == "with" && Lexicon.IsIllness(words.Low(clause.SkipArticle(place + 1),
                clause.NounEnd(clause.SkipArticle(place + 1)))))
            {
                var from = clause.SkipArticle(place + 1);
                clause.Add("condition", from, clause.NounEnd(from), polarity);
                return clause.NounEnd(from);
            }

            if (words[place] is "from" or "living" or "based" or "who" or "and" or "but" or "to" or "since")
            {
                break;
            }
        }

        if (words[at] == "from" && words.IsName(at + 1) && Places.End(clause, at + 1) is var origin && origin > at + 1)
        {
            clause.Add("origin", at + 1, origin, Polarity.Holds);
            return origin;
        }

        return Places.ReadBeing(clause, at, polarity == Polarity.Holds ? polarity : Polarity.Negated) is var home
            && home > at
            ? home
            : Math.Max(at, Math.Min(end, clause.End));
    }

    /// <summary>Gives the end of whom one works for, after the preposition; the preposition where it is
    /// nobody.</summary>
    public static int EmployerEnd(Clause clause, int preposition)
    {
        var words = clause.Words;
        var at = preposition + 1;
        var from = words[at] is "the" or "a" or "an" or "my" ? at + 1 : at;
        var name = clause.NameEnd(from);
        if (name > from && !Lexicon.IsLanguage(words[from]) && !Digital(words[from]))
        {
            // "The Amazon warehouse".
            var more = clause.NounEnd(name, 3);
            return more > name && Lexicon.IsOrg(words[more - 1]) ? Located(clause, more) : name;
        }

        if (words[preposition] is "by" or "with" || words[at] == "my")
        {
            return preposition;
        }

        var end = clause.NounEnd(from, 5);
        return end > from && Lexicon.IsOrg(words[end - 1]) && from > at && words[at] != "my" ? Located(clause, end)
            : preposition;
    }

    // "A bakery in Lyon" is named by where it is.
    private static int Located(Clause clause, int end) =>
        clause.Words[end] == "in" && clause.NameEnd(end + 1) is var place && place > end + 1 ? place : end;

    private static bool Digital(string word) => char.IsDigit(word[0]);

    private static bool Qualifies(string word) => word is "btw" or "lol" or "myself" or "full-time" or "part-time"
        || char.IsDigit(word[0]) || Words.Numbers.Contains(word.Split('-')[0]) || Measures.IsNumber(word);

    private static bool IsStudent(string word) => word is "student" or "freshman" or "sophomore" or "fresher"
        or "undergrad"
        or "undergraduate" or "postgrad";

    private static int ReadStudent(Clause clause, int at, int head, Polarity polarity)
    {
        var words = clause.Words;
        if (polarity == Polarity.Negated)
        {
            clause.Add("occupation", head - 1, head, polarity);
            return head;
        }

        // "A PhD student in linguistics at Edinburgh", "a freshman at UCLA majoring in biology".
        var to = head;
        if (words[head] == "in" && clause.NounEnd(head + 1) is var field
            && Schools.IsSubject(words.Low(head + 1, field)))
        {
            clause.Add("major", head + 1, field, polarity);
            to = field;
        }

        var school = words[to] is "at" ? Schools.End(clause, to + 1) : to;
        if (school > to + 1)
        {
            clause.Add("school", to + 1, school, polarity);
        }

        if (words[school] is "majoring" or "studying" or "doing" or "reading"
            && (words[school + 1] == "in" ? school + 2 : school + 1) is var subject
            && Schools.IsSubject(words.Low(subject, clause.NounEnd(subject))))
        {
            clause.Add("major", subject, clause.NounEnd(subject), polarity);
        }

        var major = Schools.SkipYear(words, at);
        if (major < head - 1 && to == head && school > head + 1 && !Lexicon.IsNationality(words[major])
            && words[major] is not "phd" and not "mature"
            and not "exchange" and not "international" and not "uni" and not "college" and not "masters"
            and not "graduate")
        {
            clause.Add("major", major, head - 1, polarity);
        }

        return Math.Max(head, school);
    }

    /// <summary>Reads "in my second year of medicine at Leeds".</summary>
    private static int ReadYear(Clause clause, int at, int major, Polarity polarity)
    {
        var words = clause.Words;
        var end = words[major] == "at" ? major : clause.NounEnd(major, 4);
        if (end > major && Schools.IsSubject(words.Low(major, end)))
        {
            clause.Add("major", major, end, polarity);
        }

        var school = words[end] == "at" ? Schools.End(clause, end + 1) : end;
        clause.Add("school", end + 1, school, polarity);
        return school > end + 1 ? school : end > major ? end : at;
    }

    private static int ReadGroup(Clause clause, int at, Polarity polarity)
    {
        var words = clause.Words;
        var from = words[at] is "member" or "part" ? at + 2 : at + 1;
        if (words[at] is "member" or "part" && words[at + 1] != "of")
        {
            return at;
        }

        if (words[from] is not ("the" or "a" or "an" or "my" or "our") && !words.IsName(from))
        {
            return at;
        }

        var noun = words.IsName(from) ? from : from + 1;
        var end = clause.NounEnd(noun, 6);
        if (end == noun || !(Lexicon.IsGroup(words[end - 1]) || words[at] == "member"))
        {
            return at;
        }

        clause.Add("member_of", from, end, polarity == Polarity.Negated ? Polarity.Ended : polarity, dated: true);
        return end;
    }
}
