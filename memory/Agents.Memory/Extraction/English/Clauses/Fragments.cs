namespace Agents.Memory.Extraction.English.Clauses;

/// <summary>Reads what a sentence begins with where it leaves out "I am" and "I have": "type 2 diabetic btw", "No
/// kids, no
/// pets", "5'3 and 180 lbs".</summary>
internal static class Fragments
{
    public static void Read(Tokens words, int at, int end, List<Finding> findings)
    {
        if (at >= words.Count)
        {
            return;
        }

        var self = new Who(Claim.Speaker, at, true);
        var found = new List<Finding>();
        if (words[at] == "no")
        {
            ReadNone(words, at, end, self, findings);
            return;
        }

        if (ReadStudent(words, at, end, self, findings))
        {
            return;
        }

        if (words[at] is "mother" or "native" && words[at + 1] == "tongue" && Lexicon.IsLanguage(words[at + 2]))
        {
            new Clause(words, self, new Verb("be", VerbForm.Base, at), at, end, findings).Add("speaks", at + 2, at + 3);
            return;
        }

        // "Hiya, Tamsin here".
        if (words[at + 1] == "here" && words[0] is "hi" or "hiya" or "hey" or "hello" && Kin.IsPersonName(words, at))
        {
            new Clause(words, self, new Verb("be", VerbForm.Base, at), at, end, findings).Add("name", at, at + 1);
            return;
        }

        var not = words[at] == "not";
        var verb = new Verb("be", VerbForm.Base, not ? at + 1 : at, Negated: not);
        var clause = new Clause(words, self, verb, at, end, found);
        Frames.Read(clause);
        found.RemoveAll(finding => finding.Slot == "event");
        if (found.Count > 0 && Marked(words, at, clause, found))
        {
            findings.AddRange(found);
        }
    }

    /// <summary>Tells whether it is sure that the one who writes speaks of themselves.</summary>
    private static bool Marked(Tokens words, int at, Clause clause, List<Finding> found)
    {
        if (clause.Verb.Negated)
        {
            return clause.Polarity == Polarity.Ended;
        }

        var last = words.IndexAt(found.Max(finding => finding.Value.End));
        last = words[last] == "fan" ? last + 1 : last;
        var after = words[last];
        return found.Select(finding => finding.Slot).Distinct().Count() > 1
            && found[0].Slot is "age" or "height" or "weight" or "marital_status"
            || after is "here" or "btw" or "fyi" || words.Low(last, last + 3) == "by the way"
            || words.Low(last, last + 2) == "i am"
            || (clause.End > at && words[clause.End - 1] == "here")
            || words[at] is "newly" or "recently" or "type"
            || words.Low(last, last + 2) is "by trade" or "by profession" || after is "living" or "expat"
            || (found[0].Slot is "diet" or "religion" or "condition" && after == "," && words[last + 1] == "so")
            || (found[0].Slot == "likes" && after is "since" or "for")
            || (found[0].Slot == "age" && Measures.AgeEnd(words, at, marked: true) is not null)
            || (found[0].Slot == "occupation" && words[last + 1] is "years");
    }

    private static void ReadNone(Tokens words, int at, int end, Who self, List<Finding> findings)
    {
        var found = new List<Finding>();
        var clause = new Clause(words, self, new Verb("have", VerbForm.Base, at), at, end, found);
        if (Frames.ReadItems(clause, at, Polarity.Negated) && found.All(finding => finding.Slot is "child" or "pet"
            or "sibling"))
        {
            findings.AddRange(found);
        }
    }

    /// <summary>Reads "Final-year mech eng at VIT Vellore".</summary>
    private static bool ReadStudent(Tokens words, int at, int end, Who self, List<Finding> findings)
    {
        var major = Schools.SkipYear(words, at);
        if (major == at)
        {
            return false;
        }

        var clause = new Clause(words, self, new Verb("be", VerbForm.Base, major), at, end, findings);
        var to = clause.NounEnd(major, 4);
        var school = words[to] == "at" ? Schools.End(clause, to + 1) : to;
        if (school <= to + 1)
        {
            return false;
        }

        clause.Add("school", to + 1, school);
        if (to > major && words[major] != "student")
        {
            clause.Add("major", major, words[to - 1] == "student" ? to - 1 : to);
        }

        return true;
    }
}
