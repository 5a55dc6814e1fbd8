namespace Agents.Memory.Recall.Times;

/// <summary>Times that are said from the moment of asking. Weeks begin on Monday (ISO 8601).</summary>
internal static class Relative
{
    /// <summary>The week, month or year that lies so many of its kind from now.</summary>
    /// <param name="unit">week, month or year.</param>
    /// <param name="steps">-1 for the one before.</param>
    /// <param name="now">The local time.</param>
    public static CivilRange Span(string unit, int steps, DateTime now)
    {
        switch (unit.ToLowerInvariant())
        {
            case "week":
                return CivilRange.Days(Monday(now).AddDays(7 * steps), 7);
            case "month":
                var month = new DateTime(now.Year, now.Month, 1).AddMonths(steps);
                return new CivilRange(month, month.AddMonths(1));
            default:
                var year = new DateTime(now.Year, 1, 1).AddYears(steps);
                return new CivilRange(year, year.AddYears(1));
        }
    }

    /// <summary>About the day so many units ago; the larger the unit, the less exactly people mean it.</summary>
    public static CivilRange? Ago(int count, string unit, DateTime now)
    {
        var (days, slack) = unit.ToLowerInvariant() switch
        {
            "day" => (1, 0),
            "week" => (7, 3),
            "month" => (30, 10),
            _ => (365, 60),
        };

        // Nobody remembers what lies before the calendar begins.
        var back = (long)count * days;
        return back + slack >= (now - DateTime.MinValue).TotalDays
            ? null
            : CivilRange.Days(now.AddDays(-back - slack), (2 * slack) + 1);
    }

    /// <summary>The named day of the week before, of this week, or of the next.</summary>
    /// <remarks>"Last Friday" is the Friday that was last, be it of this week or the one before.</remarks>
    public static CivilRange Weekday(DayOfWeek weekday, int direction, DateTime now)
    {
        var day = Monday(now).AddDays(((int)weekday + 6) % 7);
        return CivilRange.Days(direction switch
        {
            < 0 => day < now.Date ? day : day.AddDays(-7),
            0 => day,
            _ => day > now.Date ? day : day.AddDays(7),
        });
    }

    /// <summary>The named day of the week that was last, today included: what "on Friday" most often asks
    /// about.</summary>
    public static DateTime Latest(DayOfWeek weekday, DateTime now) =>
        now.Date.AddDays(-((now.DayOfWeek - weekday + 7) % 7));

    public static CivilRange Weekend(int direction, DateTime now) =>
        CivilRange.Days(Monday(now).AddDays(5 + (7 * direction)), 2);

    public static DateTime Monday(DateTime now) => now.Date.AddDays(-(((int)now.DayOfWeek + 6) % 7));
}
