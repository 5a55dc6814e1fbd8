using System.Globalization;
using System.Text.RegularExpressions;

namespace Agents.Memory.Recall.Times;

/// <summary>How English says a time.</summary>
internal static partial class EnglishTimes
{
    private const string Month =
        "(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
        + "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

    private const string Day = "(?<day>[0-9]{1,2})(?:st|nd|rd|th)?";
    private const string Year = "(?<year>(?:19|20)[0-9]{2})";
    private const string Weekday =
        "(?<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend)";

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private static readonly string[] Numbers =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    /// <summary>Gets the forms, those that say most first.</summary>
    public static IReadOnlyList<TimeExpressions.Form> Forms { get; } =
    [
        new(Iso(), (match, _) => Date(match)),
        new(DayMonth(), (match, _) => Date(match)),
        new(MonthDay(), (match, _) => Date(match)),
        new(MonthYear(), (match, _) => Date(match)),
        new(SeasonYear(), (match, _) => Season(match, Number(match, "year"))),
        new(RelativeSeason(), (match, now) => Season(match, YearOf(match, now) + Direction(match))),
        new(RelativeWeekday(), (match, now) => RelativeDay(match, now)),
        new(BareWeekday(), (match, now) => CivilRange.Days(Relative.Latest(
            Enum.Parse<DayOfWeek>(match.Groups["weekday"].Value, ignoreCase: true), now))),
        new(RelativeSpan(), (match, now) => Relative.Span(match.Groups["unit"].Value, Direction(match), now)),
        new(Ago(), (match, now) => Relative.Ago(
            NumberOf(match.Groups["count"].Value), match.Groups["unit"].Value, now)),
        new(NamedDay(), (match, now) => CivilRange.Days(now.AddDays(DaysTo(match.Value)))),
        new(BareMonth(), (match, _) => Date(match)),
        new(BareYear(), (match, _) => Date(match)),
    ];

    [GeneratedRegex(@"\b" + Year + @"[-/](?<number>[0-9]{1,2})[-/](?<day>[0-9]{1,2})\b", Options)]
    private static partial Regex Iso();

    [GeneratedRegex(@"\b" + Day + @"\s+(?:of\s+)?" + Month + @"\b\.?(?:,?\s+" + Year + @"\b)?", Options)]
    private static partial Regex DayMonth();

    // "May 5 people come?" counts people.
    [GeneratedRegex(
        @"(?!(?<!\b(?:on|of|since|until|by|before|after)\s+)(?-i:may)\s+[0-9]{1,2}\s+[a-z])\b" + Month + @"\.?\s+" + Day
        + @"\b(?:,?\s+" + Year + @"\b)?",
        Options)]
    private static partial Regex MonthDay();

    [GeneratedRegex(@"\b" + Month + @"\.?,?\s+(?:of\s+)?" + Year + @"\b", Options)]
    private static partial Regex MonthYear();

    [GeneratedRegex(@"\b(?<season>spring|summer|autumn|fall|winter)\s+(?:of\s+)?" + Year + @"\b", Options)]
    private static partial Regex SeasonYear();

    [GeneratedRegex(@"\b(?<which>last|this|next)\s+(?<season>spring|summer|autumn|fall|winter)\b", Options)]
    private static partial Regex RelativeSeason();

    [GeneratedRegex(@"\b(?<which>last|this|next)\s+" + Weekday + @"\b", Options)]
    private static partial Regex RelativeWeekday();

    // "On Fridays" is no day.
    [GeneratedRegex(
        @"\bon\s+(?<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b", Options)]
    private static partial Regex BareWeekday();

    [GeneratedRegex(@"\b(?<which>last|past|this|next)\s+(?<unit>week|month|year)\b", Options)]
    private static partial Regex RelativeSpan();

    [GeneratedRegex(
        @"\b(?<count>[0-9]{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
        + @"\s+(?<unit>day|week|month|year)s?\s+ago\b",
        Options)]
    private static partial Regex Ago();

    [GeneratedRegex(@"\b(?:the\s+day\s+before\s+yesterday|yesterday|last\s+night|today|tonight|tomorrow)\b", Options)]
    private static partial Regex NamedDay();

    // "May" and "march" are verbs as well: alone they are months after a word that places things in time. "This may"
    // places nothing.
    [GeneratedRegex(
        @"\b(?!this\s+(?-i:may)\b)(?:(?:in|of|during|since|until|by|early|late|mid|last|this|next)[\s-]+" + Month
        + "|(?<month>january|february|april|june|july|august|september|october|november|december))\\b",
        Options)]
    private static partial Regex BareMonth();

    [GeneratedRegex(@"\b" + Year + @"\b", Options)]
    private static partial Regex BareYear();

    private static CivilRange? Date(Match match) =>
        CivilRange.Of(Number(match, "year"), Number(match, "number") ?? MonthOf(match), Number(match, "day"));

    private static int? Number(Match match, string group) =>
        match.Groups[group] is { Success: true } found
            ? int.Parse(found.ValueSpan, CultureInfo.InvariantCulture)
            : null;

    private static int? MonthOf(Match match)
    {
        var name = match.Groups["month"].Value;
        var months = CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames;
        return name.Length == 0 ? null
            : 1 + Array.FindIndex(months, month => name.StartsWith(month, StringComparison.OrdinalIgnoreCase));
    }

    // Seasons of the northern half; in the southern one the words of the text have to do.
    private static CivilRange? Season(Match match, int? year)
    {
        var month = match.Groups["season"].Value.ToLowerInvariant() switch
        {
            "spring" => 3,
            "summer" => 6,
            "winter" => 12,
            _ => 9,
        };
        var from = new DateTime(year!.Value, month, 1);
        return new CivilRange(from, from.AddMonths(3));
    }

    // The winter of January began in the year before.
    private static int YearOf(Match match, DateTime now) =>
        now.Month <= 2 && match.Groups["season"].Value.Equals("winter", StringComparison.OrdinalIgnoreCase)
            ? now.Year - 1
            : now.Year;

    private static int Direction(Match match) => match.Groups["which"].Value.ToLowerInvariant() switch
    {
        "this" => 0,
        "next" => 1,
        _ => -1,
    };

    private static CivilRange RelativeDay(Match match, DateTime now)
    {
        var name = match.Groups["weekday"].Value;
        return name.Equals("weekend", StringComparison.OrdinalIgnoreCase)
            ? Relative.Weekend(Direction(match), now)
            : Relative.Weekday(Enum.Parse<DayOfWeek>(name, ignoreCase: true), Direction(match), now);
    }

    private static int NumberOf(string count) =>
        int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : Math.Max(1, Array.IndexOf(Numbers, count.ToLowerInvariant()));

    private static int DaysTo(string name) => name.ToLowerInvariant() switch
    {
        "yesterday" => -1,
        "today" or "tonight" => 0,
        "tomorrow" => 1,
        ['l', ..] => -1,
        _ => -2,
    };
}
