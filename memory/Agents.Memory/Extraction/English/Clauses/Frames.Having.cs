namespace Agents.Memory.Extraction.English.Clauses;

/// <summary>What one has.</summary>
internal static partial class Frames
{
    private const int ItemsMax = 6;

    /// <summary>Reads "type 2 diabetes", "a Steam Deck but no PC", "two kids".</summary>
    private static void ReadHaving(Clause clause)
    {
        var verb = clause.Verb;
        if (clause.Words[verb.Next] == "to" || (verb.Form == VerbForm.Past && !(verb.Ended || clause.Until))
            || (verb.Perfect && !verb.Negated && !clause.Lasts))
        {
            return;
        }

        ReadItems(clause, verb.Next, verb.Form == VerbForm.Past ? Polarity.Ended : clause.Polarity);
    }

    /// <summary>Reads what is had, one after the other; tells whether each was told apart.</summary>
    public static bool ReadItems(Clause clause, int at, Polarity polarity)
    {
        var words = clause.Words;
        for (var item = 0; item < ItemsMax; item++)
        {
            var (from, counted, none) = Quantity(clause, at);
            var of = none ? Polarity.Negated : polarity;
            var end = clause.NounEnd(from);
            if (end == from || (item > 0 && !counted && !none && !Lexicon.IsIllness(words.Low(from, end))))
            {
                return false;
            }

            var next = ReadItem(clause, at, from, end, of, counted);
            var known = next > from;
            at = known ? next : end;
            var joint = at;
            while (words[at] is "," or "and" or "but" or "or" or "nor" or "plus" or "&" or "+" or "also")
            {
                at++;
            }

            if (at == joint || words[joint] == "," && !(words[at] == "no" || Words.Articles.Contains(words[at])
                || Words.Numbers.Contains(words[at])))
            {
                return known;
            }
        }

        return true;
    }

    private static (int From, bool Counted, bool None) Quantity(Clause clause, int at)
    {
        var words = clause.Words;
        var from = at;
        var none = words[from] is "no" || (words[from] == "not" && words[from + 1] is "a" or "any");
        from += words[from] is "no" ? 1 : none ? 2 : 0;
        var start = from;
        while (Words.Numbers.Contains(words[from]) || words[from] is "any" or "zero" or "of" or "my" or "own" or "the"
            or "pair"
            || char.IsDigit(words[from].FirstOrDefault('x')) && words[from].Length < 3)
        {
            from++;
        }

        return (from, from > start && words[from - 1] is not ("my" or "the" or "any" or "own"), none);
    }

    /// <summary>Reads one thing had; gives the word after it, or the first where it tells nothing.</summary>
    private static int ReadItem(Clause clause, int at, int from, int end, Polarity polarity, bool counted)
    {
        var words = clause.Words;
        var phrase = words.Low(from, end);
        var head = words[end - 1];
        if (head is "allergy" or "allergies" or "intolerance")
        {
            return ReadAllergy(clause, from, end, polarity);
        }

        // "Zero Italian", "some French".
        if (end == from + 1 && Lexicon.IsLanguage(head) && words[from - 1] is "no" or "zero" or "some" or "any"
            or "of" or "basic")
        {
            clause.Add("speaks", from, end, words[from - 1] == "zero" ? Polarity.Negated : polarity);
            return end;
        }

        if (Lexicon.IsIllness(phrase))
        {
            clause.Add("condition", from, end, polarity, dated: true);
            return end;
        }

        if (head == "job" && words[end] is "at" or "with")
        {
            var firm = Roles.EmployerEnd(clause, end);
            clause.Add("employer", end + 1, firm, polarity, dated: true);
            return Math.Max(end, firm);
        }

        if (words[end] is "called" or "named" || (words.Ends(end) && words.IsName(end + 1) && !words.Ends(end + 1)
            && words[end] is "," or "(" or ":"))
        {
            return from;
        }

        if (Lexicon.IsPet(head) && phrase is not ("hot dog" or "fish" or "chicken" or "duck" or "sheep"))
        {
            clause.Add("pet", from, end, polarity);
            return end;
        }

        return Kindred(head, counted, at, from) is { } kin ? AddKin(clause, kin, at, from, end, polarity)
            : IsOwned(clause, from, end, counted, polarity) ? AddOwned(clause, from, end, polarity)
            : from;
    }

    private static string? Kindred(string head, bool counted, int at, int from) => head switch
    {
        "kids" or "children" or "boys" or "girls" or "sons" or "daughters" or "kid" or "child" when counted
            || from > at => "child",
        "brothers" or "sisters" or "siblings" when counted || from > at => "sibling",
        "kids" or "children" or "siblings" => "",
        _ => null,
    };

    private static int AddKin(Clause clause, string kin, int at, int from, int end, Polarity polarity)
    {
        if (polarity != Polarity.Holds)
        {
            clause.Add(kin.Length > 0 ? kin : clause.Words[end - 1] == "siblings" ? "sibling" : "child", from, end,
                polarity);
            return end;
        }

        // "Two kids" says how many; "kids" says less than it seems.
        if (kin.Length == 0 || !(Words.Numbers.Contains(clause.Words[at]) || char.IsDigit(clause.Words[at][0]))
            || clause.Words[at] is "a" or "an" or "some")
        {
            return kin.Length == 0 ? end : from;
        }

        clause.Add(kin, at, end, polarity);
        return end;
    }

    private static bool IsOwned(Clause clause, int from, int end, bool counted, Polarity polarity)
    {
        var words = clause.Words;
        return (counted || polarity != Polarity.Holds)
            && !Enumerable.Range(from, end - from).Any(at => Lexicon.IsDate(words[at]) || Lexicon.IsJob(words[at])
                || Verbs.Is(words[at], VerbForm.Third))
            && (Lexicon.IsThing(words.Low(from, end)) || (words.IsName(from) && words.IsName(end - 1)
                && !Lexicon.IsLanguage(words[from]) && !Lexicon.IsNationality(words[from])
                && !Lexicon.IsNetwork(words[from])
                && clause.NameEnd(from) is var name && name == end && words[end] is not "in" and not "on"));
    }

    private static int AddOwned(Clause clause, int from, int end, Polarity polarity)
    {
        if (clause.Words[from] is "new" or "spare" or "second-hand" && end > from + 1)
        {
            from++;
        }

        clause.Add("owns", from, end, polarity);
        return end;
    }

    private static int ReadAllergy(Clause clause, int from, int end, Polarity polarity)
    {
        var words = clause.Words;
        while (words[from] is "severe" or "bad" or "mild" or "slight" or "serious" or "nasty" or "really" or "very")
        {
            from++;
        }

        if (words[end - 1] == "intolerance")
        {
            clause.Add("condition", from, end, polarity);
            return end;
        }

        if (words[end] == "to")
        {
            return Lists.Read(clause, "allergy", end + 1, polarity, _ => true);
        }

        if (end > from + 1)
        {
            clause.Add("allergy", from, end - 1, polarity);
        }

        return end;
    }
}
