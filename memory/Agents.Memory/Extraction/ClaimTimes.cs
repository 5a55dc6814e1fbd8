using System.Globalization;
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
        var found = Locate(sentence, said);
        if (found is not [var only])
        {
            return (null, default);
        }

        var words = sentence.AsSpan(only.Start, only.Length);
        var time = DayOfMonth.IsMatch(words)
            ? InMonthOf(only.Range.From, said.DateTime, ahead)
            : Precise(only.Range, said.DateTime, ahead);
        var coming = ahead && Weekday.IsMatch(words);
        return (coming ? Coming(time, said.DateTime) : time, new Stretch(only.Start, only.Start + only.Length));
    }

    /// <summary>Finds the times that a sentence names, also as talk names them where nothing else does: "on the 14th",
    /// "Thursday at 8", "on Boxing Day".</summary>
    public static IReadOnlyList<(CivilRange Range, int Start, int Length)> Locate(string sentence, DateTimeOffset said)
    {
        var found = TimeExpressions.Locate(sentence, said);
        if (found.Count > 0 || said.Year is < YearMin or > YearMax)
        {
            return found;
        }

        var now = said.DateTime;
        foreach (Match match in Casual.Matches(sentence))
        {
            var day = match.Groups["day"];
            var range = day.Success
                ? DayIn(int.Parse(day.ValueSpan, CultureInfo.InvariantCulture), now)
                : match.Groups["weekday"] is { Success: true } weekday
                    ? CivilRange.Days(Relative.Latest(Enum.Parse<DayOfWeek>(weekday.Value, ignoreCase: true), now))
                    : Feast(match);
            if (range is { } one)
            {
                found.Add((one, match.Index, match.Length));
            }
        }

        return found;
    }

    // The day of a month that has it; which month it is, the tense tells.
    private static CivilRange? DayIn(int day, DateTime now) => CivilRange.Of(now.Year, 1, day);

    private static CivilRange? Feast(Match match)
    {
        var (month, day) = match.Groups["feast"].Value.ToLowerInvariant() switch
        {
            ['n', .., 'v', 'e'] => (12, 31),
            ['n', ..] => (1, 1),
            ['b', ..] => (12, 26),
            ['h', ..] => (10, 31),
            ['v', ..] => (2, 14),
            [.., 'v', 'e'] => (12, 24),
            _ => (12, 25),
        };
        return CivilRange.Of(null, month, day);
    }

    // "On the 14th" was the last one, or will be the next.
    private static StatedTime? InMonthOf(DateTime like, DateTime said, bool ahead)
    {
        var month = new DateTime(said.Year, said.Month, 1);
        for (var steps = 0; steps <= 2; steps++)
        {
            var of = month.AddMonths(ahead ? steps : -steps);
            if (like.Day <= DateTime.DaysInMonth(of.Year, of.Month)
                && of.AddDays(like.Day - 1) is var day && (ahead ? day >= said.Date : day <= said.Date))
            {
                return StatedTime.OfDay(day);
            }
        }

        return null;
    }

    // Who speaks of what is to come means the Saturday that comes.
    private static StatedTime? Coming(StatedTime? time, DateTime said) =>
        time is { Day: not null } day && day.From < said.Date && day.From > said.Date.AddDays(-8)
            ? StatedTime.OfDay(day.From.AddDays(7))
            : time;

    private static Regex Casual { get; } = Patterns.New(
        @"\b(?:on|till|until|by|from|since|after|before) the (?<day>[0-9]{1,2})(?:st|nd|rd|th)\b(?! (?:floor|century"
            + @"|grade"
            + @"|street|avenue|anniversary|birthday|time|place|hole|day|amendment|edition|attempt|try|page|hour|minute"
            + @"|of\b))"
            + @"|(?<!\b(?:every|each|last|next|this|good|black|ash|palm|happy|casual|it['’]s|only|by|until|till"
            + @"|since) )"
            + @"\b(?<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
            + @"(?= (?:at|morning|afternoon|evening|night|lunchtime|week)\b|[,;!.]|\s*$)"
            + @"|\b(?:on |at )?(?<feast>boxing day|christmas(?: day| eve)?|new year['’]?s(?: day| eve)|halloween"
            + @"|valentine['’]?s day)\b(?! (?:card|gift|present|menu|dinner|party|tree|market|movie|film|song))",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static Regex DayOfMonth { get; } = Patterns.New(@"^\w+ the [0-9]",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

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
