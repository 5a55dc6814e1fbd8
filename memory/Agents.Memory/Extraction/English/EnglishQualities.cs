using System.Text.RegularExpressions;
using L = Agents.Memory.Extraction.English.EnglishLexicon;

namespace Agents.Memory.Extraction.English;

/// <summary>Reads what one is: "a nurse from Porto", "34", "vegan", "Marta".</summary>
internal static class EnglishQualities
{
    /// <summary>Adds what the words after "I am" or "she is" say.</summary>
    public static void Read(Place at, string subject, Group complement, bool not, bool ended)
    {
        var polarity = ended
            || More.IsMatch(complement.Value) ? Polarity.Ended : not ? Polarity.Negated : Polarity.Holds;
        foreach (var (start, length) in Parts(More.Replace(complement.Value, "")))
        {
            var part = Filler.Replace(complement.Value.Substring(start, length), "");
            ReadPart(at, subject, part, complement.Index + start, polarity,
                start == 0 && !ArticleBefore.IsMatch(at.Words[..complement.Index]));
        }
    }

    private static void ReadPart(Place at, string subject, string words, int index, Polarity polarity, bool first)
    {
        var article = Article.Match(words).Length;
        article += Devout.Match(words[article..]).Length;
        var part = words[article..];
        var head = Head.Match(part).Value;
        var last = head.Split(' ')[^1];
        void Add(string slot, int length, int skip = 0) =>
            at.Add(subject, slot, new Stretch(index + article + skip, index + article + skip + length), polarity);

        if (Amateur.IsMatch(part))
        {
            return;
        }

        if (Doing.IsMatch(part))
        {
            ReadWhere(at, subject, part, index + article, polarity);
        }
        else if (Age.Match(part) is { Success: true } age)
        {
            Add("age", age.Groups["v"].Length);
        }
        else if (From.Match(part) is { Success: true } from)
        {
            Add("origin", from.Groups["v"].Length, from.Groups["v"].Index);
        }
        else if (L.Diets.Contains(head))
        {
            Add("diet", head.Length);
        }
        else if (L.Religions.Contains(head) || L.Religions.Contains(head.TrimEnd('s')))
        {
            Add("religion", head.Length);
        }
        else if (L.MaritalStatuses.Contains(head.Split(' ')[0]) && !part.Contains("-threade"
            + "d", StringComparison.Ordinal))
        {
            Add("marital_status", head.Split(' ')[0].Length);
        }
        else if (L.Nationalities.Contains(head))
        {
            Add("nationality", head.Length);
        }
        else if (L.Qualities.Contains(head.Split(' ')[0]) || L.Qualities.Contains(last) || L.Conditions.Contains(last))
        {
            Add("condition", head.Length);
        }
        else if (L.Jobs.Contains(last)
            || head.StartsWith("stay-at-home ", StringComparison.Ordinal)
            || (last.Length > 4 && L.Jobs.Contains(last.TrimEnd('s'))))
        {
            Add("occupation", head.Length);
        }
        else if (first && subject == Claim.Speaker && article == 0 && polarity == Polarity.Holds
            && Name.Match(part) is { Success: true } name
            && !L.Languages.Contains(name.Value.Trim()) && !WeAre.IsMatch(at.Words[..index]))
        {
            Add("name", name.Length);
        }

        ReadWhere(at, subject, part, index + article, polarity);
    }

    // "A software engineer at a fintech in Zurich": where, and for whom.
    private static void ReadWhere(Place at, string subject, string part, int index, Polarity polarity)
    {
        if (At.Match(part) is { Success: true } place && L.Jobs.Contains(place.Groups["job"].Value.Split(' ')[^1]))
        {
            var value = place.Groups["v"];
            at.Add(subject, "employer", new Stretch(index + value.Index, index + value.Index + value.Length), polarity);
        }

        foreach (var (pattern, slot) in ((Regex, string)[])[(Living, "hom"
            + "e"), (FromTail, "origin"), (StudentAt, "school")])
        {
            if (pattern.Match(part) is { Success: true } found)
            {
                var value = found.Groups["v"];
                at.Add(subject, slot, new Stretch(index + value.Index, index + value.Index + value.Length), polarity);
            }
        }
    }

    private static IEnumerable<(int Start, int Length)> Parts(string words)
    {
        var start = 0;
        foreach (Match joint in Joint.Matches(words))
        {
            yield return (start, joint.Index - start);
            start = joint.Index + joint.Length;
        }

        yield return (start, words.Length - start);
    }

    private const RegexOptions Options = RegexOptions.CultureInvariant;

    private static Regex Devout { get; } = Patterns.New(
        @"^(?:(?:strict|devout|practi[sc]ing|lifelong|committed|proud|lapsed) )(?=\p{L}+\b)", Options);

    // "A keen photographer" lives by something else.
    private static Regex Amateur { get; } = Patterns.New(
        @"^(?:keen|avid|amateur|hobby|hopeless|terrible|lousy|good|great|decent|would-be) ", Options);

    // Several are called by no name.
    private static Regex WeAre { get; } = Patterns.New(@"\b[Ww]e\b", Options);

    private static Regex ArticleBefore { get; } = Patterns.New(@"\b(?:an?|the) $", Options);

    // "Seeing the dentist" is no dentist.
    private static Regex Doing { get; } = Patterns.New(
        @"^(?!nursing|engineering|being )\p{L}{3,}ing (?:the|my|our|a|an|with|to|at|for|in|on) ", Options);

    private static Regex More { get; } = Patterns.New(@" any ?more\b.*$", Options);

    private static Regex Filler { get; } = Patterns.New(
        @"(?: (?:btw|lol|haha|tbh|now|too|by the way|though|actually|myself|again|ffs|fwiw|obviously"
        + @"|if that (?:helps|matters)))+$", Options);

    private static Regex Joint { get; } = Patterns.New(@", and |, | and (?!the )", Options);

    private static Regex Article { get; } = Patterns.New(
        @"^(?:now |also |currently |just |actually )*(?:an? |the )?", Options);

    private static Regex Head { get; } = Patterns.New(
        @"^[\p{L}-]+(?: in (?:one|both|my|the left|the right) (?:ears?|eyes?|left ear"
            + @"|right ear))?(?: (?!(?:at|in|from|of|for|with|living|working|who|and|again|now|by|so|which|on|but"
        + @"|based|since|these|here)\b)[\p{L}\p{N}-]+){0,4}", Options);

    private static Regex Age { get; } = Patterns.New(
        @"^(?<v>\d{1,3})(?: years? old| yo)?(?:\.(?!\d)|,|$| now| and)", Options);

    private static Regex From { get; } = Patterns.New(@"^(?:originally )?from (?:a (?:small |tiny )?(?:town|village"
        + @"|city) [^,]*?called )?(?<v>\p{Lu}[^,;]*?)(?: originally)?$", Options);

    private static Regex FromTail { get; } = Patterns.New(@" from (?<v>\p{Lu}[\p{L} -]*?)$", Options);

    private static Regex Living { get; } = Patterns.New(
        @"(?:^| )(?:living|based|residing) in (?<v>\p{Lu}[\p{L} '-]*?)(?: with .*)?$",
        Options);

    private static Regex StudentAt { get; } = Patterns.New(
        @"^(?:[\p{L} ]+ )?student at (?<v>(?:the )?\p{Lu}[\p{L} '-]*?)$", Options);

    private static Regex At { get; } = Patterns.New(
        @"^(?<job>[\p{L} -]+?) (?:at|for|with(?= \p{Lu})) (?<v>(?!(?:the )?(?:moment|heart|home|night|a living|now"
        + @"|\d))[^,;]+?)$", Options);

    private static Regex Name { get; } = Patterns.New(
        @"^\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?(?: \p{Lu}\p{Ll}+)?(?=$|\.)", Options);
}
