using System.Text.RegularExpressions;
using Agents.Memory.Recall.Times;

namespace Agents.Memory.Extraction;

/// <summary>Reads the time that a statement names, from the moment of saying it.</summary>
internal static class ClaimTimes
{
    // Beyond these the calendar ends within reach of "next year", and nobody talks.
    private const int YearMin = 1900;
    private const int YearMax = 9000;

    /// <summary>Finds the only time that a sentence names, as precisely as it was said; null where it names none,
    /// several, or one that is too vague to be a day, a month or a year.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="said">When it was said, in the offset of whoever said it.</param>
    /// <param name="ahead">Whether it speaks of what is to come.</param>
    public static (StatedTime? Time, Stretch At) Find(string sentence, DateTimeOffset said, bool ahead)
    {
        var found = TimeExpressions.Locate(sentence, said);
        if (found.Count == 0)
        {
            return OfCalendar(sentence, said.DateTime, ahead);
        }

        if (found is not [var only])
        {
            return (null, default);
        }

        var time = Precise(only.Range, said.DateTime, ahead);
        var coming = ahead && Weekday.IsMatch(sentence.AsSpan(only.Start, only.Length));
        return (coming ? Coming(time, said.DateTime) : time, new Stretch(only.Start, only.Start + only.Length));
    }

    /// <summary>Reads "on the 14th" and "on Boxing Day": the last one that was, or the next.</summary>
    private static (StatedTime? Time, Stretch At) OfCalendar(string sentence, DateTime said, bool ahead)
    {
        if (said.Year is < YearMin or > YearMax)
        {
            return (null, default);
        }

        if (CalendarDay.Matches(sentence) is not [var match])
        {
            return OfWeek(sentence, said, ahead);
        }

        var at = new Stretch(match.Groups["at"].Index, match.Index + match.Length);
        var feast = match.Groups["day"].Success ? default : Feasts.First(feast => match.Groups[feast.Name].Success);
        var day = match.Groups["day"].Success
            ? int.Parse(match.Groups["day"].Value, System.Globalization.CultureInfo.InvariantCulture)
            : feast.Day;
        var month = new DateTime(said.Year, feast.Month > 0 ? feast.Month : said.Month, 1);
        var step = feast.Month > 0 ? 12 : 1;
        for (var tries = 0; tries < 4; tries++, month = month.AddMonths(ahead ? step : -step))
        {
            if (day >= 1 && day <= DateTime.DaysInMonth(month.Year, month.Month)
                && month.AddDays(day - 1) is var date && (ahead ? date >= said.Date : date <= said.Date))
            {
                return (StatedTime.OfDay(date), at);
            }
        }

        return (null, default);
    }

    /// <summary>Reads a weekday without "on": "an inspection Thursday at 8", "a table for Friday".</summary>
    private static (StatedTime? Time, Stretch At) OfWeek(string sentence, DateTime said, bool ahead)
    {
        if (DayOfWeekNamed.Matches(sentence) is not [var match])
        {
            return (null, default);
        }

        var day = Enum.Parse<DayOfWeek>(match.Value, ignoreCase: true);
        var since = ((int)said.DayOfWeek - (int)day + 7) % 7;
        return (StatedTime.OfDay(said.Date.AddDays(ahead && since > 0 ? 7 - since : -since)),
            new Stretch(match.Index, match.Index + match.Length));
    }

    private static Regex DayOfWeekNamed { get; } = Patterns.New(
        @"(?<=\w )(?<!\b(?:every|each|last|this|next|a|the|one|any|most|Black|Good|Shrove|Palm|Easter|my|our|of|to|from|than) )"
            + @"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b(?=\W*$|[,.;!?(]| (?:at|in|with|for|and|but|so|because|to|after|before)\b"
            + @"| (?:morning|evening|afternoon|night)(?:\W*$|[,.;!?]))",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly (string Name, int Month, int Day)[] Feasts =
        [("newyear", 1, 1), ("valentine", 2, 14), ("halloween", 10, 31), ("eve", 12, 24), ("christmas", 12, 25),
            ("boxing", 12, 26), ("sylvester", 12, 31)];

    private static Regex CalendarDay { get; } = Patterns.New(
        @"\b(?:on|for|by|until|till|from) (?<at>the (?<day>\d{1,2})(?:st|nd|rd|th)\b"
            + @"(?! (?:floor|of|century|birthday|place|time"
            + @"|grade|anniversary|edition|chapter|row|line|street|avenue|hole|week|day))"
            + @"|(?<newyear>New Year['’]?s Day)|(?<valentine>Valentine['’]?s(?: Day)?)|(?<halloween>Halloween)"
            + @"|(?<eve>Christmas Eve)|(?<christmas>Christmas Day)|(?<boxing>Boxing Day)"
            + @"|(?<sylvester>New Year['’]?s Eve))",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    // Who speaks of what is to come means the Saturday that comes.
    private static StatedTime? Coming(StatedTime? time, DateTime said) =>
        time is { Day: not null } day && day.From < said.Date && day.From > said.Date.AddDays(-8)
            ? StatedTime.OfDay(day.From.AddDays(7))
            : time;

    private static Regex Weekday { get; } = Patterns.New(@"^(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>Gives every time that a sentence names as precisely as a day, a month or a year.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="said">When it was said, in the offset of whoever said it.</param>
    /// <param name="ahead">Whether it speaks of what is to come.</param>
    public static IEnumerable<StatedTime> All(string sentence, DateTimeOffset said, bool ahead) =>
        TimeExpressions.Locate(sentence, said).Select(time => Precise(time.Range, said.DateTime, ahead))
            .OfType<StatedTime>();

    private static StatedTime? Precise(CivilRange range, DateTime said, bool ahead)
    {
        if (said.Year is < YearMin or > YearMax)
        {
            return null;
        }

        if (range.Yearly)
        {
            range = InYearOf(range, said, ahead);
        }

        var days = (range.To - range.From).TotalDays;
        var middle = range.From.AddDays(days / 2);
        return days switch
        {
            <= 1 => StatedTime.OfDay(range.From),
            7 when range.From.DayOfWeek != DayOfWeek.Monday => StatedTime.OfDay(middle),
            > 27 and < 32 when range.From.Day == 1 => new StatedTime(range.From.Year, range.From.Month),
            21 => new StatedTime(middle.Year, middle.Month),
            > 100 when days < 150 => new StatedTime(middle.Year),
            > 364 and < 367 => new StatedTime(range.From.Year),
            _ => null,
        };
    }

    // "In March" was the last March that began, or will be the next one.
    private static CivilRange InYearOf(CivilRange range, DateTime said, bool ahead)
    {
        var now = range.InYear(said.Year);
        return ahead
            ? now.To > said ? now : range.InYear(said.Year + 1)
            : now.From <= said ? now : range.InYear(said.Year - 1);
    }
}
