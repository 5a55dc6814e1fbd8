using System.Collections.Frozen;

namespace Agents.Memory.Extraction.English.Clauses;

/// <summary>What words after "is" say of whom.</summary>
internal static class Predicates
{
    private static readonly FrozenSet<string> Degrees = Words.Set(
        """
        very severely highly quite mildly slightly deathly really strictly strict devout practising practicing lifelong
        committed proud lapsed newly happily recently also now still currently already just a an the mostly fully
        partially legally registered profoundly half only actually totally completely pure originally
        """);

    // "I'm Team Edward", "I'm Type A".
    private static readonly FrozenSet<string> NoName = Words.Set(
        """
        team type generation gen group class year grade captain mr capricorn virgo scorpio aries taurus gemini libra
        aquarius pisces sagittarius cancer ok okay done fine good happy sorry so very too here back new
        """);

    private static readonly FrozenSet<string> Tails = Words.Set(
        "in on at to off of per over under down up by next tomorrow for around from");

    /// <summary>Reads one predicate; gives the word after it, or the first where there is none.</summary>
    public static int Read(Clause clause, int at, Polarity polarity, bool first)
    {
        var words = clause.Words;
        var figure = clause.SkipArticle(at);
        if (Measures.Read(clause, figure, polarity) is var measured && measured > figure)
        {
            return measured;
        }

        var core = at;
        while (Degrees.Contains(words[core]) && !(words[core] == "pure" && !Lexicon.IsDiet(words[core + 1])
            && words[core + 1] != "veg"))
        {
            core++;
        }

        var word = words[core];
        if (word is "allergic" && words[core + 1] == "to")
        {
            return Lists.Read(clause, "allergy", core + 2, polarity, _ => true);
        }

        if (words[core + 1] == "allergic" && clause.Complete(core + 2) && words[core + 2] != "to")
        {
            clause.Add("allergy", core, core + 1, polarity);
            return core + 2;
        }

        if (Ailment(clause, at, core, polarity) is var ill && ill > core)
        {
            return ill;
        }

        if (word is "fluent" or "bilingual" && words[core + 1] is "in" or ",")
        {
            return Lists.Read(clause, "speaks", core + 2, polarity, Lexicon.IsLanguage);
        }

        if (word is "keen" or "fond" or "obsessed" or "crazy" or "mad"
            && words[core + 1] is "on" or "of" or "with" or "about"
            && words[core + 2] is not ("the" or "this" or "that"))
        {
            return Lists.Read(clause, polarity == Polarity.Negated ? "dislikes" : "likes", core + 2,
                polarity == Polarity.Ended ? polarity : Polarity.Holds, _ => true);
        }

        if (Quality(clause, at, core, polarity) is var end && end > at)
        {
            return end;
        }

        if (word is "from" or "originally" && Origin(clause, core, polarity) is var origin && origin > core)
        {
            return origin;
        }

        if (Roles.Read(clause, core, polarity, first) is var role && role > core)
        {
            return role;
        }

        if (Places.ReadBeing(clause, core, polarity) is var place && place > core)
        {
            return place;
        }

        return first && core == at && polarity == Polarity.Holds ? Name(clause, at) : at;
    }

    /// <summary>Reads "diagnosed with gout", "hard of hearing", "with sciatica"; gives the place of the word where it
    /// is none.</summary>
    private static int Ailment(Clause clause, int at, int core, Polarity polarity)
    {
        var words = clause.Words;
        var word = words[core];
        if (word == "with" && Lexicon.IsIllness(words.Low(core + 1, clause.NounEnd(core + 1))))
        {
            return Condition(clause, core + 1, polarity);
        }

        if (word == "hard" && words.Low(core + 1, core + 3) == "of hearing")
        {
            clause.Add("condition", core, core + 3, polarity);
            return core + 3;
        }

        if (word is "diagnosed" && words[core + 1] == "with")
        {
            return Condition(clause, clause.SkipArticle(core + 2), polarity);
        }

        if (word == "diagnosed" && words[core + 1] == "as" && Lexicon.IsAfflicted(words[clause.SkipArticle(core + 2)]))
        {
            return Quality(clause, at, clause.SkipArticle(core + 2), polarity);
        }

        return core;
    }

    /// <summary>Reads "Oluwaseun" in "I'm Oluwaseun but everyone calls me Seun".</summary>
    private static int Name(Clause clause, int at)
    {
        var words = clause.Words;
        if (!clause.Who.Self || words[clause.Who.Next - 1] != "i" || words[at - 1] is not ("'m" or "am")
            || !Kin.IsPersonName(words, at) || NoName.Contains(words[at]))
        {
            return at;
        }

        var end = clause.NameEnd(at);
        if (end > at + 3 || !(words.Ends(end) ? words[end] is "," or "." or "!" or "" or ";" or "("
            : words[end] is "and" or "but" or "here")
            || Enumerable.Range(at, end - at).Any(word => words.Text(word, word + 1).Skip(1).Any(char.IsUpper)))
        {
            return at;
        }

        clause.Add("name", at, end);
        return end;
    }

    private static int Condition(Clause clause, int from, Polarity polarity)
    {
        var end = clause.NounEnd(from);
        if (end == from)
        {
            return from;
        }

        clause.Add("condition", from, end, polarity, dated: true);
        return end;
    }

    private static int Origin(Clause clause, int at, Polarity polarity)
    {
        var words = clause.Words;
        var from = words[at] == "originally" ? at + 1 : at;
        var place = from + 1;
        if (words[place] == "a" && clause.WordOf("called", "named") is { } called)
        {
            place = called + 1;
        }

        if (words[from] != "from" || !(words.IsName(place) || words[place] is "the" or "a"))
        {
            return at;
        }

        var end = Places.End(clause, place);
        if (end == place)
        {
            return at;
        }

        clause.Add("origin", place, end, polarity);
        return words[end] == "originally" ? end + 1 : end;
    }

    /// <summary>Reads a quality by its word: vegan, Sikh, divorced, Dutch, diabetic, deaf in one ear.</summary>
    private static int Quality(Clause clause, int at, int core, Polarity polarity)
    {
        var words = clause.Words;
        var word = words[core];
        if (word == "type" && Type(clause, core, polarity) is var typed && typed > core)
        {
            return typed;
        }

        if (Calling(clause, core, polarity) is var calling && calling > core)
        {
            return calling;
        }

        if (word == "veg" || (Lexicon.IsDiet(word) && Whole(clause, core + 1)))
        {
            clause.Add("diet", words[core - 1] == "pure" ? core - 1 : core, core + 1, polarity, dated: true);
            return core + 1;
        }

        if (word is "married" or "single" or "divorced" or "engaged" or "widowed" or "separated" or "widow" or "widower"
            && (Whole(clause, core + 1) || words[core + 1] is "to" or "with" or "mum" or "mom" or "dad" or "mother"
                or "father" or "parent")
            && !(word is "engaged" or "separated" && words[core + 1] is "from" or "in" or "by" or "out")
            && words.At(core - 1).Low is not "happily" and not "never")
        {
            clause.Add("marital_status", core, core + 1, polarity, dated: true);
            var name = clause.NameEnd(core + 2);
            if (words[core + 1] == "to" && name > core + 2 && polarity == Polarity.Holds)
            {
                clause.Add("partner", core + 2, name);
                return name;
            }

            return core + 1;
        }

        if (Lexicon.IsNationality(word) && (Whole(clause, core + 1)
            || words[core + 1] is "expat" or "guy" or "girl" or "woman"
            or "man" or "lad" or "lass" or "living"))
        {
            clause.Add("nationality", core, core + 1, polarity);
            return words[core + 1] == "living" ? Math.Max(core + 1, Places.ReadBeing(clause, core + 1, polarity))
                : core + 1;
        }

        if (Lexicon.IsCreed(word) && Whole(clause, core + 1))
        {
            clause.Add("religion", core, core + 1, polarity);
            return core + 1;
        }

        return Afflicted(clause, at, core, polarity);
    }

    /// <summary>Reads "self employed", "retired", "a stay-at-home dad"; gives the place of the word where it is
    /// none.</summary>
    private static int Calling(Clause clause, int core, Polarity polarity)
    {
        var words = clause.Words;
        var word = words[core];
        if (word == "self" && words[core + 1] == "employed")
        {
            clause.Add("occupation", core, core + 2, polarity);
            return core + 2;
        }

        if (word == "stay" && words.Low(core + 1, core + 3) == "at home"
            && words[core + 3] is "mum" or "mom" or "dad" or "parent")
        {
            clause.Add("occupation", core, core + 4, polarity);
            return core + 4;
        }

        if ((word == "retired" && Whole(clause, core + 1)) || (word == "stay-at-home"
            && words[core + 1] is "dad" or "mum" or "mom"
            or "parent" or "mother" or "father" or "wife" or "husband"))
        {
            var end = word == "retired" ? core + 1 : core + 2;
            clause.Add("occupation", core, end, polarity, dated: true);
            return end;
        }

        return core;
    }

    private static int Type(Clause clause, int core, Polarity polarity)
    {
        var words = clause.Words;
        if (words[core + 1] is "1" or "2" or "one" or "two" && words[core + 2] is "diabetic" or "diabetes")
        {
            clause.Add("condition", core, core + 3, polarity);
            return core + 3;
        }

        return core;
    }

    private static int Afflicted(Clause clause, int at, int core, Polarity polarity)
    {
        var words = clause.Words;
        var word = words[core];
        if (words[core + 1] is "intolerant" or "impaired"
            || (words[core + 1] == "blind" && word is "colour" or "color" or "night" or "partially"))
        {
            clause.Add("condition", core, core + 2, polarity);
            return core + 2;
        }

        if (!Lexicon.IsAfflicted(word) || !(Whole(clause, core + 1) || words[core + 1] is "in" or "as" or "with"))
        {
            return at;
        }

        // "Deaf in one ear".
        var end = core + 1;
        if (words[end] == "in" && words[end + 1] is "one" or "my" or "both" or "the" or "his" or "her")
        {
            end = words[end + 2] is "left" or "right" ? end + 4 : end + 3;
        }

        clause.Add("condition", core, end, polarity);
        return end;
    }

    /// <summary>Tells whether the word before is no adjective of another: "vegan", not "vegan recipes".</summary>
    private static bool Whole(Clause clause, int at) =>
        clause.Complete(at) && (!Tails.Contains(clause.Words[at])
            || clause.Words[at] is "by" or "for" or "in" or "on" or "at" or "from");
}
