using System.Collections.Frozen;

namespace Agents.Memory.Extraction.English.Clauses;

/// <summary>What the complement of each verb says.</summary>
internal static partial class Frames
{
    private static readonly FrozenSet<string> Leisure =
        Words.Set("weekends weekend evenings sundays saturdays hobby fun side");

    public static void Read(Clause clause)
    {
        var verb = clause.Verb;
        var before = verb.Form == VerbForm.Past && verb is { Ended: false, Perfect: false };
        switch (verb.Lemma)
        {
            case "be":
                ReadBeing(clause);
                break;
            case "have":
                ReadHaving(clause);
                break;
            case "diagnose" when clause.Words[verb.Next] == "with" && verb.Form == VerbForm.Past && !verb.Negated
                && clause.Start == verb.Next - 1:
                ReadIllness(clause, verb.Next + 1);
                break;
            case "move" or "relocate":
                ReadMoving(clause);
                break;
            case "start" or "begin" or "join" or "quit" or "leave" or "resign" or "drop" or "sell" or "swap" or "trade"
                or "buy" or "give" or "adopt" or "rescue" or "stop" or "turn" or "get" or "bear" or "grow" or "transfer"
                or "cancel" or "pack" or "die" or "split" or "break"
                or "enrol" or "enroll":
                ReadChange(clause);
                break;
            default:
                if ((!before && !(verb.Perfect && verb.Form == VerbForm.Past))
                    || (verb is { Lemma: "own", Negated: true, Perfect: true })
                    || (verb is { Lemma: "live" or "work" or "teach", Perfect: true, Negated: false } && clause.Lasts))
                {
                    ReadState(clause);
                }

                break;
        }
    }

    /// <summary>"I live in Ghent", "she speaks Hausa", "I can't swim".</summary>
    private static void ReadState(Clause clause)
    {
        var verb = clause.Verb;
        if (verb.Can && verb.Lemma is not ("speak" or "stand"))
        {
            ReadSkill(clause);
            return;
        }

        switch (verb.Lemma)
        {
            case "live" or "reside":
                ReadHome(clause);
                break;
            case "work":
                ReadWork(clause);
                break;
            case "teach":
                ReadTeaching(clause);
                break;
            case "study" or "major" or "attend" or "go" or "do" or "read":
                ReadStudy(clause);
                break;
            case "speak":
                ReadSpeaking(clause);
                break;
            case "like" or "love" or "hate" or "enjoy" or "prefer" or "adore" or "dislike" or "loathe" or "detest"
                or "despise" or "stand":
                ReadTaste(clause);
                break;
            case "own" or "drive" or "ride":
                ReadOwning(clause);
                break;
            case "come" or "hail" when clause.Words[verb.Next] == "from" && clause.Polarity == Polarity.Holds:
                ReadOrigin(clause, verb.Next + 1);
                break;
            case "eat" or "follow" or "keep" when Lexicon.IsDiet(clause.Words[clause.SkipArticle(verb.Next)])
                && (clause.Complete(clause.SkipArticle(verb.Next) + 1)
                || clause.Words[clause.SkipArticle(verb.Next) + 1] == "diet"):
                clause.Add("diet", clause.SkipArticle(verb.Next), clause.SkipArticle(verb.Next) + 1);
                break;
            case "run" or "manage" when Lexicon.IsOrg(clause.Words[clause.NounEnd(clause.SkipArticle(verb.Next)) - 1])
                && clause.Words[verb.Next] is "a" or "an" or "the" && clause.Polarity == Polarity.Holds:
                clause.Add("occupation", verb.Next - 1, clause.NounEnd(clause.SkipArticle(verb.Next)));
                break;
            case "weigh":
                Measures.ReadWeight(clause, verb.Next);
                break;
            case "suffer" when clause.Words[verb.Next] == "from":
                ReadIllness(clause, verb.Next + 1);
                break;
            case "know" when clause.Words[verb.Next] == "how" && clause.Words[verb.Next + 1] == "to":
                if (Lexicon.Skills.Contains(clause.Words[verb.Next + 2]))
                {
                    clause.Add("skill", verb.Next + 2, clause.NounEnd(verb.Next + 2, 4));
                }

                break;
            default:
                ReadPastime(clause);
                break;
        }
    }

    private static void ReadSkill(Clause clause)
    {
        var (words, verb) = (clause.Words, clause.Verb);
        if (!Lexicon.Skills.Contains(verb.Lemma))
        {
            return;
        }

        // "I can cook", "I can fix bikes"; "I can't read this" and "can drive you" name no skill.
        var alone = verb.Lemma is "swim" or "drive" or "cook" or "ski" or "sew" or "knit" or "crochet" or "dance"
            or "sing"
            or "juggle" or "whistle" or "skate" or "surf" or "code" or "program" or "weld" or "type" or "sail";
        var end = clause.NounEnd(clause.SkipArticle(verb.Next), 3);
        var object_ = end > clause.SkipArticle(verb.Next);
        if (object_ ? !Lexicon.Crafts.Contains(verb.Lemma) || (verb.Lemma == "read"
            && !IsRead(words[end - 1])) : !alone)
        {
            return;
        }

        end = object_ ? end : verb.Next;
        if (words.Low(end, end + 2) == "to save" && !object_)
        {
            clause.Add("skill", verb.Next - 1, end);
        }
        else if (clause.Complete(end) && words[end] is not ("it" or "that" or "this" or "them" or "there" or "to"
            or "you"
            or "her" or "him" or "home" or "up" or "as" or "out" or "from" or "today" or "tonight" or "tomorrow"
            or "because"
            or "right" or "until" or "me" or "us"))
        {
            clause.Add("skill", verb.Next - 1, end);
        }
    }

    private static bool IsRead(string noun) => noun is "music" or "braille" || Lexicon.IsLanguage(noun);

    private static void ReadSpeaking(Clause clause)
    {
        var words = clause.Words;
        var last = -1;
        for (var at = clause.Verb.Next; at < words.Count; at++)
        {
            if (Lexicon.IsLanguage(words[at]) && !Lexicon.IsLanguage(words[at + 1])
                && words[at + 1] is not ("is" or "'s" or "was" or "are"))
            {
                clause.Add("speaks", at, at + 1);
                last = at;
            }
            else if ((last < 0 && words[at] is "about" or "to" or "with" or "at" or "for" or "like")
                || (at >= clause.End && words[at] is not ("," or "and" or "a" or "some" or "bit" or "little" or "of"
                or "fluent"
                    or "also" or "basic" or "or")))
            {
                break;
            }
        }

        // "My wife speaks Polish and I don't speak a word of it."
        if (last < 0 && clause.Verb.Negated && words.Low(clause.Verb.Next, clause.Verb.Next + 4) == "a word of it"
            && clause.LastOf("speaks") is { } language)
        {
            clause.Add("speaks", language, clause.Polarity);
        }
    }

    private static void ReadPastime(Clause clause)
    {
        var (words, verb) = (clause.Words, clause.Verb);
        if (verb.Lemma is "keep" && words[verb.Next] == "bees")
        {
            clause.Add("hobby", verb.Next - 1, verb.Next + 1);
            return;
        }

        if (verb.Lemma is "sing" or "play" or "dance" or "row" or "run" && clause.Polarity == Polarity.Holds
            && clause.WordOf("in", "for") is { } place && words[place + 1] is "the" or "a" or "our")
        {
            var group = clause.NounEnd(place + 2);
            clause.Add("member_of", place + 1, Lexicon.IsGroup(words[group - 1]) ? group : place + 1);
        }

        if (!Lexicon.Pastimes.Contains(verb.Lemma) || verb.Form == VerbForm.Progressive
            || clause.Polarity != Polarity.Holds)
        {
            return;
        }

        // "I build model trains on weekends", "I knit in the evenings".
        var end = clause.NounEnd(verb.Next, 4);
        var leisure = Enumerable.Range(verb.Next, Math.Max(0,
            clause.End - verb.Next)).Any(at => Leisure.Contains(words[at])
            || words.Low(at, at + 2) is "spare time" or "free time" or "a hobby");
        if (leisure && words[verb.Next] is not ("it" or "that" or "this" or "the" or "my"))
        {
            clause.Add("hobby", end > verb.Next && verb.Lemma is "build" or "make" or "write" ? verb.Next
                : verb.Next - 1, end);
        }
    }
}
