using System.Collections.Frozen;

namespace Agents.Memory.Extraction.English.Clauses;

/// <summary>What becomes so, and what ends.</summary>
internal static partial class Frames
{
    private static readonly FrozenSet<string> Games = Words.Set(
        """
        football tennis golf judo karate pottery yoga pilates ballet chess rugby cricket archery netball hockey squash
        badminton basketball volleyball boxing fencing gaming knitting climbing bouldering running cycling swimming
        hiking skiing fishing sailing surfing dancing jogging rowing birding birdwatching riding skating crossfit
        """);

    /// <summary>Reads "from Enugu to Regina", "up from Perth".</summary>
    private static void ReadMoving(Clause clause)
    {
        var (words, verb) = (clause.Words, clause.Verb);
        if (verb is { Form: not VerbForm.Past } or { Negated: true } or { Ended: true })
        {
            return;
        }

        for (var at = verb.Next; at < clause.End;)
        {
            if (words[at] is "here" or "up" or "over" or "back" or "down" or "out" or "away" or "house" or "again"
                or "recently"
                or "just" or "home")
            {
                at++;
            }
            else if (words[at] is "from" or "to" && Places.End(clause, at + 1) is var end && end > at + 1)
            {
                clause.Add("home", at + 1, end,
                    words[at] == "to" ? Polarity.Holds : Polarity.Ended, dated: true);
                at = end;
            }
            else
            {
                return;
            }
        }
    }

    private static void ReadChange(Clause clause)
    {
        var (words, verb) = (clause.Words, clause.Verb);
        var past = verb.Form == VerbForm.Past && !verb.Negated;
        switch (verb.Lemma)
        {
            case "start" or "begin" when past:
                ReadStart(clause);
                break;
            case "join" or "leave" or "quit" or "resign" when past:
                ReadGroup(clause, verb.Lemma == "join" ? Polarity.Holds : Polarity.Ended);
                break;
            case "drop" when past && words.Low(verb.Next, verb.Next + 2) == "out of":
                clause.Add("school", verb.Next + 2, Schools.End(clause, verb.Next + 2), Polarity.Ended, dated: true);
                break;
            case "enrol" or "enroll" when past && words[verb.Next] is "at" or "in":
                ReadEnrolled(clause);
                break;
            case "sell" or "swap" or "trade" when past:
                ReadParting(clause);
                break;
            case "buy" when past && words[verb.Next] is "a" or "an" or "myself" or "us" or "ourselves" or "new":
                var (from, counted, _) = Quantity(clause, words[verb.Next] is "myself" or "us" or "ourselves"
                    ? verb.Next + 1 : verb.Next);
                var end = clause.NounEnd(from);
                if (end > from && IsBought(clause, from, end, counted)
                    && !(words[clause.End] is "," or "-" or ":" && words[clause.End + 1] is "a" or "an" or "the"))
                {
                    AddOwned(clause, from, end, Polarity.Holds);
                }

                break;
            case "give" or "stop" or "quit" or "pack" when past:
                ReadGivingUp(clause, verb.Lemma switch
                {
                    "give" => words[verb.Next] == "up",
                    "pack" => words[verb.Next] == "in",
                    _ => false
                }
                    ? verb.Next + 1 : verb.Lemma is "stop" or "quit" ? verb.Next : -1);
                break;
            case "turn" when past && Measures.AgeEnd(words, verb.Next) is not null:
                Measures.Read(clause, verb.Next, Polarity.Holds);
                break;
            case "get" when past && words[verb.Next] is "married" or "engaged" or "divorced":
                Predicates.Read(clause, verb.Next, Polarity.Holds, first: false);
                break;
            case "bear" when past && Measures.IsCalendarDay(clause, words[verb.Next] == "on" ? verb.Next + 1
                : verb.Next):
                Measures.ReadBirthday(clause, words[verb.Next] == "on" ? verb.Next + 1 : verb.Next);
                break;
            case "bear" or "grow" when words[verb.Next] is "in" or "near" || (words[verb.Next] == "up"
                && words[verb.Next + 1] is "in" or "near" or "on"):
                if (past)
                {
                    ReadOrigin(clause, verb.Next + (words[verb.Next] == "up" ? 2 : 1));
                }

                break;
        }
    }

    /// <summary>Reads "at Marlow Tech for bookkeeping".</summary>
    private static void ReadEnrolled(Clause clause)
    {
        var (words, at) = (clause.Words, clause.Verb.Next);
        var school = Schools.End(clause, at + 1);
        if (school == at + 1 || (words[at] == "in" && !Schools.IsSchool(words.Low(at + 1, school))))
        {
            return;
        }

        clause.Add("school", at + 1, school, dated: true);
        if (words[school] is "for" or "in" or "on" or "doing" && clause.NounEnd(school + 1) is var end
            && Schools.IsSubject(words.Low(school + 1, end)))
        {
            clause.Add("major", school + 1, end);
        }
    }

    // A thing with a capital among others is a brand: "a Bosch mitre saw".
    private static bool IsBought(Clause clause, int from, int end, bool counted) =>
        IsOwned(clause, from, end, counted, Polarity.Holds)
        || (counted && clause.Words.IsName(from) && end - from < 5 && !Lexicon.IsNationality(clause.Words[from])
            && !Enumerable.Range(from, end - from).Any(at => Lexicon.IsDate(clause.Words[at])));

    private static void ReadStart(Clause clause)
    {
        var (words, at) = (clause.Words, clause.Verb.Next);
        foreach (var lead in (string[])["a", "my", "new", "work", "working", "job", "out", "back", "recently"])
        {
            at += words[at] == lead ? 1 : 0;
        }

        if (words[at] == "as" && JobEnd(clause, at + 1) is var job && job > at + 1)
        {
            clause.Add("occupation", clause.SkipArticle(at + 1), job, dated: true);
            at = job;
        }

        if (words[at] is "at" or "with" or "for" && clause.NameEnd(at + 1) is var firm && firm > at + 1)
        {
            // "Started at Leeds Beckett doing marketing".
            var studies = words[firm] is "doing" or "studying" or "reading"
                && Schools.IsSubject(words.Low(firm + 1, clause.NounEnd(firm + 1)));
            if (studies)
            {
                clause.Add("major", firm + 1, clause.NounEnd(firm + 1));
            }

            var school = studies || Schools.IsSchool(words.Low(at + 1, firm));
            clause.Add(school ? "school" : "employer", at + 1, firm, dated: true);
        }
    }

    private static void ReadGroup(Clause clause, Polarity polarity)
    {
        var (words, at) = (clause.Words, clause.Verb.Next);
        at = words[at] is "from" ? at + 1 : at;
        var from = words[at] is "the" or "my" or "our" or "a" ? at + 1 : at;
        var end = clause.NounEnd(from, 6);
        if (end > from && Lexicon.IsGroup(words[end - 1]) && (from > at || words.IsName(from))
            && words[end - 1] is not ("company" or "crew" or "party" or "meeting")
            && !(clause.Verb.Lemma is "leave" && words[end] is "at" or "early" or "late" or "around" or "before"))
        {
            clause.Add("member_of", at, end, polarity, dated: true);
        }
        else if (clause.Verb.Lemma is "quit")
        {
            ReadGivingUp(clause, at);
        }
    }

    /// <summary>Reads "my Civic", "the Octavia for a Berlingo".</summary>
    private static void ReadParting(Clause clause)
    {
        var (words, at) = (clause.Words, clause.Verb.Next);
        at = words[at] == "in" ? at + 1 : at;
        var own = words[at] is "my" or "our";
        var end = clause.NounEnd(at + (own ? 1 : 0), 4);
        if (!own && words[at] != "the")
        {
            return;
        }

        end = clause.NounEnd(at + 1, 4);
        end = words[end] == "in" && clause.NameEnd(end + 1) is var place && place > end + 1 ? place : end;
        var thing = words[end - 1];
        if (end == at + 1 || words[at + 1] is "idea" or "rights" or "story" or "shares" or "rest" or "soul" or "last"
            || !(own || Lexicon.IsThing(thing) || words.IsName(at + 1)))
        {
            return;
        }

        clause.Add("owns", at + 1, end, Polarity.Ended, dated: true);
        if (clause.Verb.Lemma is "swap" or "trade" && words[end] == "for" && words[end + 1] is "a" or "an")
        {
            clause.Add("owns", end + 2, clause.NounEnd(end + 2, 4), Polarity.Holds, dated: true);
        }
    }

    private static void ReadGivingUp(Clause clause, int at)
    {
        var words = clause.Words;
        at = at >= 0 && words[at] is "the" or "playing" ? at + 1 : at;
        if (at >= 0 && Games.Contains(words[at]) && clause.Complete(at + 1))
        {
            clause.Add("hobby", at, at + 1, Polarity.Ended, dated: true);
        }
    }
}
