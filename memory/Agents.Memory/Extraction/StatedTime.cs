using System.Globalization;

namespace Agents.Memory.Extraction;

/// <summary>A time as precisely as it was said: a day, a month or a year of the calendar of whoever spoke.</summary>
/// <param name="Year">The year.</param>
/// <param name="Month">The month from 1, or null for a whole year.</param>
/// <param name="Day">The day from 1, or null for a whole month.</param>
public readonly record struct StatedTime(int Year, int? Month = null, int? Day = null)
{
    /// <summary>Gets the first day of it.</summary>
    public DateTime From => new(Year, Month ?? 1, Day ?? 1);

    /// <summary>Gets the first day after it.</summary>
    public DateTime Until =>
        Day is not null ? From.AddDays(1) : Month is not null ? From.AddMonths(1) : From.AddYears(1);

    private bool Exists => Year is >= 1 and <= 9999 && Month is null or (>= 1 and <= 12)
        && (Day is null || (Month is { } month && Day >= 1 && Day <= DateTime.DaysInMonth(Year, month)));

    public static StatedTime OfDay(DateTime day) => new(day.Year, day.Month, day.Day);

    /// <summary>Reads what <see cref="ToString"/> wrote: <c>2024</c>, <c>2024-03</c> or <c>2024-03-08</c>.</summary>
    /// <exception cref="FormatException">It is none of them.</exception>
    public static StatedTime Parse(string text)
    {
        var parts = text.Split('-');
        int Part(int index) => int.Parse(parts[index], NumberStyles.None, CultureInfo.InvariantCulture);
        var time = parts.Length switch
        {
            1 => new StatedTime(Part(0)),
            2 => new StatedTime(Part(0), Part(1)),
            3 => new StatedTime(Part(0), Part(1), Part(2)),
            _ => throw new FormatException("A stated time is a year, a month or a day."),
        };
        return time.Exists ? time : throw new FormatException("A stated time is in the calendar.");
    }

    public override string ToString() => (Month, Day) switch
    {
        ({ } month, { } day) => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{month:00}-{day:00}"),
        ({ } month, null) => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{month:00}"),
        _ => Year.ToString("0000", CultureInfo.InvariantCulture),
    };
}
