using System.Globalization;
using System.Text.RegularExpressions;

namespace Agents.Memory.Recall.Times;

/// <summary>How Chinese says a time. Numbers may be digits or characters.</summary>
internal static partial class ChineseTimes
{
    private const string Number = "[0-9]{1,3}|[一二两三四五六七八九十]{1,3}";
    private const string Digits = "零一二三四五六七八九";
    private const RegexOptions Options = RegexOptions.CultureInvariant;

    /// <summary>Gets the forms, those that say most first.</summary>
    public static IReadOnlyList<TimeExpressions.Form> Forms { get; } =
    [
        new(Date(), (match, now) => CivilRange.Of(
            YearOf(match, now), NumberOf(match, "month"), NumberOf(match, "day"))),
        new(Weekday(), (match, now) => DayOf(match, now)),
        new(Span(), (match, now) => Relative.Span(
            match.Groups["unit"].Value == "月" ? "month" : "week", DirectionOf(match), now)),
        new(Ago(), (match, now) => Relative.Ago(NumberOf(match, "count")!.Value, UnitOf(match), now)),
        new(NamedDay(), (match, now) => CivilRange.Days(now.AddDays(DaysTo(match.Value)))),
    ];

    [GeneratedRegex(
        "(?:(?<year>(?:19|20)[0-9]{2})年|(?<named>前年|去年|今年|明年))(?:的?(?<month>" + Number + ")月(?:份|(?<day>" + Number
        + ")[日号])?)?|(?<!个)(?<month>" + Number + ")月(?:份|(?<day>" + Number + ")[日号])?(?!前)",
        Options)]
    private static partial Regex Date();

    [GeneratedRegex("(?<![早晚])(?<which>上上|上|这|本|下)个?(?:星期|周|礼拜)(?<weekday>[一二三四五六日天末])", Options)]
    private static partial Regex Weekday();

    [GeneratedRegex("(?<![早晚])(?<which>上上|上|这|本|下)个?(?<unit>星期|周|礼拜|月)", Options)]
    private static partial Regex Span();

    [GeneratedRegex("(?<count>" + Number + ")(?<unit>天|周|个?星期|个?礼拜|个月|年)(?:以|之)?前", Options)]
    private static partial Regex Ago();

    [GeneratedRegex("大前天|前天|前晚|昨天|昨晚|昨日|今天|今晚|今早|今日|明天|明早|明晚|后天", Options)]
    private static partial Regex NamedDay();

    private static int? YearOf(Match match, DateTime now) => match.Groups["named"].Value switch
    {
        "前年" => now.Year - 2,
        "去年" => now.Year - 1,
        "今年" => now.Year,
        "明年" => now.Year + 1,
        _ => NumberOf(match, "year"),
    };

    private static CivilRange DayOf(Match match, DateTime now)
    {
        var week = DirectionOf(match);
        var day = match.Groups["weekday"].Value[0];
        if (day == '末')
        {
            return Relative.Weekend(week, now);
        }

        // Unlike "last Friday", 上周五 is always of the week before.
        var number = day is '日' or '天' ? 7 : Digits.IndexOf(day, StringComparison.Ordinal);
        return CivilRange.Days(Relative.Monday(now).AddDays((7 * week) + number - 1));
    }

    private static int DirectionOf(Match match) => match.Groups["which"].Value switch
    {
        "上上" => -2,
        "上" => -1,
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

        // Up to 99: 十二 is 12, 二十 is 20, 二十五 is 25.
        var text = found.Value.Replace('两', '二');
        var ten = text.IndexOf('十', StringComparison.Ordinal);
        var tens = ten < 0 ? 0 : ten == 0 ? 1 : Digits.IndexOf(text[0], StringComparison.Ordinal);
        var ones = ten == text.Length - 1 ? 0 : Digits.IndexOf(text[^1], StringComparison.Ordinal);
        return (10 * tens) + ones;
    }
}
