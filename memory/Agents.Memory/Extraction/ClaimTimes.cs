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
        if (found is not [var only])
        {
            return (null, default);
        }

        var time = Precise(only.Range, said.DateTime, ahead);
        var coming = ahead && Weekday.IsMatch(sentence.AsSpan(only.Start, only.Length));
        return (coming ? Coming(time, said.DateTime) : time, new Stretch(only.Start, only.Start + only.Length));
    }

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
