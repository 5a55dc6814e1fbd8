using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction.English.Clauses;

/// <summary>Reads how old, how tall and how heavy one is.</summary>
internal static class Measures
{
    private const int AgeMax = 115;

    /// <summary>Reads a measure after "is"; gives the word after it, or the first where there is none.</summary>
    public static int Read(Clause clause, int at, Polarity polarity)
    {
        if (ReadHeight(clause, at) is var height && height > at)
        {
            return height;
        }

        if (ReadWeight(clause, at) is var weight && weight > at)
        {
            return weight;
        }

        return AgeEnd(clause.Words, at) is { } age && clause.Words[clause.Who.Next - 1] != "we" && !clause.Who.Plural
            ? Add(clause, at, age, polarity)
            : at;
    }

    public static bool IsNumber(string word) => Spelled.IsMatch(word);

    /// <summary>Gives the end of an age and of the words that say it is one; null where none is said.</summary>
    public static int? AgeEnd(Tokens words, int at, bool marked = false)
    {
        var number = Digits.Match(words[at]);
        if (!(number.Success && int.Parse(number.Groups["n"].Value, null) is > 0 and <= AgeMax)
            && !Spelled.IsMatch(words[at]))
        {
            return null;
        }

        var end = at + 1;
        var said = number.Groups["y"].Success;
        if (words[end] is "years" or "year" or "yrs" or "yr" or "yo" or "y")
        {
            said = words[end] is "yo" || words[end + 1] is "old" or "young" or "/" || words[end + 1] == "of";
            end = words[end + 1] is "old" or "young" ? end + 2 : words[end + 1] is "/" ? end + 3
                : words.Low(end + 1, end + 3) == "of age" ? end + 3 : end + 1;
            if (!said)
            {
                return null;
            }
        }

        return said ? end : !marked && (words.Ends(end) ? words[end] is not ("%" or "/" or "'" or "’" or "°"
            or "\"" or "-" or "–" or ":" or "+")
                || words.At(end).Low.Length == 0
            : words[end] is "and" or "but" or "so" or "now" or "with" or "who" or "because" or "this" or "today"
            or "already" or "too"
                or "btw" or "which" or "though" or "while" or "still" or "or")
            ? end
            : null;
    }

    public static int ReadHeight(Clause clause, int at) => Match(clause, Height, "height", at, "away", "long",
        "deep", "wide",
        "from", "apart", "of", "high", "under", "below", "above", "in");

    public static int ReadWeight(Clause clause, int at) => Match(clause, Weight, "weight", at, "of", "over", "under",
        "lighter",
        "heavier", "down", "up", "above", "overweight", "short", "too", "in", "from", "off");

    public static bool IsCalendarDay(Clause clause, int at) =>
        at < clause.Words.Count && Birthday.IsMatch(clause.Words.Sentence, clause.Words.At(at).Start);

    public static void ReadBirthday(Clause clause, int at) => Match(clause, Birthday, "birthday", at);

    private static int Match(Clause clause, Regex form, string slot, int at, params string[] not)
    {
        var words = clause.Words;
        if (at >= words.Count || form.Match(words.Sentence, words.At(at).Start) is not { Success: true } match)
        {
            return at;
        }

        var end = words.IndexAt(match.Index + match.Length);
        if (not.Contains(words[end]))
        {
            return at;
        }

        var value = match.Groups["v"];
        clause.Add(slot, new Stretch(value.Index, value.Index + value.Length), clause.Polarity);
        return words[end] == "tall" ? end + 1 : end;
    }

    private static int Add(Clause clause, int at, int end, Polarity polarity)
    {
        var number = Digits.Match(clause.Words[at]);
        var from = clause.Words.At(at).Start;
        clause.Add("age", new Stretch(from, number.Success ? from + number.Groups["n"].Length
            : clause.Words.At(at).End),
            polarity, dated: true);
        return end;
    }

    private static Regex Digits { get; } = Patterns.New(@"^(?<n>\d{1,3})(?<y>yo|-year-old|-years-old|f|m)?$",
        RegexOptions.CultureInvariant);

    private static Regex Spelled { get; } = Patterns.New(
        @"^(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight"
            + "|nine))?|(?:thir|four|fif|six|seven|eigh|nine)teen)$",
        RegexOptions.CultureInvariant);

    private static Regex Height { get; } = Patterns.New(
        @"\G(?:about |around |roughly )?(?<v>\d['’′]\s?\d{1,2}(?:[""”″]|'')?"
            + @"|\d\s?(?:ft|foot|feet)\b\.?(?:\s?\d{1,2}(?:\s?(?:in|inches)\b)?)?"
            + "|(?:four|five|six|seven) (?:foot|feet)(?: (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven))?"
            + @"|1[.,]\d{2}\s?(?:m|metres|meters)\b|1\d{2}\s?(?:cm|centimet(?:er|re)s)\b)(?:\s?tall\b)?",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static Regex Birthday { get; } = Patterns.New(
        @"\G(?<v>" + EnglishRules.CalendarDay + ")", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static Regex Weight { get; } = Patterns.New(
        @"\G(?:about |around |roughly |nearly )?(?<v>\d{2,3}(?:[.,]\d)?\s?(?:kgs?|kilos?|kilograms"
            + @"|lbs?|pounds|stone)\b)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
}
