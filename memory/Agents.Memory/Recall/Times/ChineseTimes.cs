using System.Globalization;
using System.Text.RegularExpressions;

namespace Agents.Memory.Recall.Times;

/// <summary>How Chinese says a time. Numbers may be digits or characters.</summary>
internal static partial class ChineseTimes
{
    private const string Number = "[0-9]{1,3}|[一二两兩三四五六七八九十百零]{1,6}";
    private const string Week = "(?:星期|周|週|礼拜|禮拜)";
    private const string Digits = "零一二三四五六七八九";
    private const RegexOptions Options = RegexOptions.CultureInvariant;

    /// <summary>Gets the forms, those that say most first.</summary>
    public static IReadOnlyList<TimeExpressions.Form> Forms { get; } =
    [
        new(Date(), (match, now) => CivilRange.Of(
            YearOf(match, now), NumberOf(match, "month"), NumberOf(match, "day"))),
        new(MonthDay(), (match, now) => Relative.Span("month", DirectionOf(match), now).From is var month
            ? CivilRange.Of(month.Year, month.Month, NumberOf(match, "day"))
            : null),
        new(Weekday(), (match, now) => DayOf(match, now)),
        new(BareWeekday(), (match, now) => CivilRange.Days(Relative.Latest(WeekdayOf(match), now))),
        new(Span(), (match, now) => Relative.Span(
            match.Groups["unit"].Value == "月" ? "month" : "week", DirectionOf(match), now)),
        new(Ago(), (match, now) => NumberOf(match, "count") is { } count
            ? Relative.Ago(count, UnitOf(match), now)
            : null),
        new(NamedDay(), (match, now) => CivilRange.Days(now.AddDays(DaysTo(match.Value)))),
    ];

    [GeneratedRegex(
        "(?:(?<year>(?:19|20)[0-9]{2})年|(?<named>大前年|前年|去年|今年|明年|后年|後年))(?:的?(?<month>" + Number
        + ")月(?:份|(?<day>" + Number + ")[日号號])?)?|(?<![个個])(?<month>" + Number + ")月(?:份|(?<day>" + Number
        + ")[日号號])?(?!前)",
        Options)]
    private static partial Regex Date();

    [GeneratedRegex(
        "(?<![早晚])(?<which>上上|上|这|這|本|下下|下)[个個]?" + Week + "(?<weekday>[一二三四五六日天末])", Options)]
    private static partial Regex Weekday();

    [GeneratedRegex("(?<which>上|这|這|本|下)[个個]?月(?:的)?(?<day>" + Number + ")[日号號]", Options)]
    private static partial Regex MonthDay();

    // "每周五" is every Friday, and "一周五天" is five days of a week.
    [GeneratedRegex(
        "(?<![每一二两兩三四五六七八九十0-9个個几幾上下])" + Week + "(?<weekday>[一二三四五六日])(?![天个個次])", Options)]
    private static partial Regex BareWeekday();

    [GeneratedRegex("(?<![早晚])(?<which>上上|上|这|這|本|下下|下)[个個]?(?<unit>" + Week + "|月)", Options)]
    private static partial Regex Span();

    [GeneratedRegex("(?<count>" + Number + ")(?<unit>天|[个個]?" + Week + "|[个個]月|年)(?:以|之)?前", Options)]
    private static partial Regex Ago();

    [GeneratedRegex(
        "大前天|前天|前晚|昨天|昨晚|昨日|今天|今晚|今早|今日|明天|明早|明晚|明日|大后天|大後天|后天|後天", Options)]
    private static partial Regex NamedDay();

    private static int? YearOf(Match match, DateTime now) => match.Groups["named"].Value switch
    {
        "大前年" => now.Year - 3,
        "前年" => now.Year - 2,
        "去年" => now.Year - 1,
        "今年" => now.Year,
        "明年" => now.Year + 1,
        "后年" or "後年" => now.Year + 2,
        _ => NumberOf(match, "year"),
    };

    private static CivilRange DayOf(Match match, DateTime now)
    {
        var week = DirectionOf(match);
        if (match.Groups["weekday"].ValueSpan[0] == '末')
        {
            return Relative.Weekend(week, now);
        }

        // Unlike "last Friday", 上周五 is always of the week before.
        var number = ((int)WeekdayOf(match) + 6) % 7;
        return CivilRange.Days(Relative.Monday(now).AddDays((7 * week) + number));
    }

    private static DayOfWeek WeekdayOf(Match match)
    {
        var day = match.Groups["weekday"].Value[0];
        return day is '日' or '天' ? DayOfWeek.Sunday : (DayOfWeek)Digits.IndexOf(day, StringComparison.Ordinal);
    }

    private static int DirectionOf(Match match) => match.Groups["which"].Value switch
    {
        "上上" => -2,
        "上" => -1,
        "下下" => 2,
        "下" => 1,
        _ => 0,
    };

    private static string UnitOf(Match match) => match.Groups["unit"].Value[^1] switch
    {
        '天' => "day",
        '月' => "month",
        '年' => "year",
        _ => "week",
    };

    private static int DaysTo(string name) => name[0] switch
    {
        '大' when name[1] is not '前' => 3,
        '大' => -3,
        '前' => -2,
        '昨' => -1,
        '今' => 0,
        '明' => 1,
        _ => 2,
    };

    private static int? NumberOf(Match match, string group)
    {
        if (match.Groups[group] is not { Success: true } found)
        {
            return null;
        }

        if (int.TryParse(found.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        return Counted(found.Value.Replace('两', '二').Replace('兩', '二'));
    }

    /// <summary>Up to 999: 十二 is 12, 二十五 is 25, 一百零五 is 105, 一百二十 is 120.</summary>
    private static int? Counted(string text)
    {
        var (sum, digit) = (0, -1);
        foreach (var c in text)
        {
            switch (c)
            {
                case '百' or '十':
                    // 十 may open a number, and stand for one ten then.
                    sum += (digit < 0 ? 1 : digit) * (c == '百' ? 100 : 10);
                    digit = -1;
                    break;
                default:
                    digit = Digits.IndexOf(c, StringComparison.Ordinal);
                    break;
            }
        }

        sum += Math.Max(0, digit);
        return sum is > 0 and <= 999 ? sum : null;
    }
}
