namespace Agents.Memory.Recall.Times;

/// <summary>A stretch of local time: <c>From &lt;= t &lt; To</c>.</summary>
/// <param name="From">Its start, in the local time of whoever speaks.</param>
/// <param name="To">Its end.</param>
/// <param name="Yearly">Whether it was said without a year, so that every year has it.</param>
internal readonly record struct CivilRange(DateTime From, DateTime To, bool Yearly = false)
{
    public static CivilRange Days(DateTime day, int days = 1) => new(day.Date, day.Date.AddDays(days));

    /// <summary>Makes the range of a year, of a month, or of a day; null where there is no such day.</summary>
    /// <param name="year">The year; null where none was said, and then every year has it.</param>
    /// <param name="month">The month from 1, or null for the year.</param>
    /// <param name="day">The day from 1, or null for the month.</param>
    public static CivilRange? Of(int? year, int? month, int? day)
    {
        // A leap year has every day that any year has.
        const int AnyYear = 2000;
        var y = year ?? AnyYear;
        if (y is < 1 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(y, month ?? 1))
        {
            return null;
        }

        var from = new DateTime(y, month ?? 1, day ?? 1);
        var to = day is not null ? from.AddDays(1) : month is not null ? from.AddMonths(1) : from.AddYears(1);
        return new CivilRange(from, to, year is null);
    }

    /// <summary>Gives the day or the month of one year that is like this one.</summary>
    public CivilRange InYear(int year)
    {
        var day = Math.Min(From.Day, DateTime.DaysInMonth(year, From.Month));
        var from = new DateTime(year, From.Month, day);
        return new CivilRange(from, (To - From).Days == 1 ? from.AddDays(1) : from.AddMonths(1));
    }
}
