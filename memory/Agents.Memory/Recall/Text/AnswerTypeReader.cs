using System.Buffers;
using System.Collections.Frozen;

namespace Agents.Memory.Recall.Text;

/// <summary>Reads the expected answer type of a question, and the types that a text can answer, in English and
/// Chinese.</summary>
/// <remarks>Li and Roth, "Learning Question Classifiers", 2002, whose types it keeps two of: those that words tell
/// reliably.</remarks>
internal static class AnswerTypeReader
{
    private const int YearMin = 1900;
    private const int YearMax = 2099;

    private static readonly FrozenSet<string> TimeWords = FrozenSet.ToFrozenSet(
    [
        "january", "february", "march", "april", "june", "july", "august", "september", "october", "november",
        "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today",
        "tomorrow", "tonight", "ago", "week", "weeks", "weekend", "weekends", "month", "months", "year", "years",
        "day", "days", "hour", "hours", "minutes", "morning", "afternoon", "evening", "night", "midnight", "noon",
        "spring", "summer", "autumn", "winter", "recently", "lately", "soon", "birthday", "anniversary",
    ]);

    private static readonly FrozenSet<string> NumberWords = FrozenSet.ToFrozenSet(
    [
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "dozen", "twenty",
        "thirty", "forty", "fifty", "hundred", "hundreds", "thousand", "thousands", "million", "once", "twice", "both",
        "couple", "several", "half", "pair",
    ]);

    private static readonly SearchValues<string> ChineseTimes = SearchValues.Create(
    [
        "昨天", "今天", "明天", "前天", "后天", "昨晚", "今晚", "去年", "今年", "明年", "前年", "上周", "下周", "本周", "这周",
        "上个月", "下个月", "这个月", "本月", "周一", "周二", "周三", "周四", "周五", "周六", "周日", "周末", "星期", "月", "号",
        "点", "年", "日", "小时", "分钟", "早上", "上午", "中午", "下午", "晚上", "凌晨", "春天", "夏天", "秋天", "冬天",
    ], StringComparison.Ordinal);

    private static readonly SearchValues<char> ChineseNumbers = SearchValues.Create("二三四五六七八九十百千万亿两几");

    private static readonly SearchValues<string> ChineseWhen = SearchValues.Create(
        ["什么时候", "何时", "哪天", "哪一天", "几号", "几点", "几月", "哪年", "哪一年", "多久", "日期", "时间", "时长", "生日"],
        StringComparison.Ordinal);

    private static readonly SearchValues<string> ChineseHowMany = SearchValues.Create(
        ["多少", "几个", "几次", "几人", "几位", "几天", "几岁", "多大", "多高", "多长", "多重", "多远", "号码", "规模", "年龄", "身高"],
        StringComparison.Ordinal);

    private static readonly FrozenSet<string> Quantities = FrozenSet.ToFrozenSet(
        ["many", "much", "old", "often", "far", "tall", "high", "big", "large", "heavy", "fast"]);

    private static readonly FrozenSet<string> TimeUnits = FrozenSet.ToFrozenSet(
        ["year", "month", "day", "date", "time", "week", "season", "hour"]);

    /// <summary>Gives the types that one word of a text can answer.</summary>
    /// <param name="word">The word in lower case.</param>
    public static AnswerTypes TypesOf(ReadOnlySpan<char> word)
    {
        if (char.IsAsciiDigit(word[0]))
        {
            return word.Length == 4 && int.TryParse(word, out var year) && year is >= YearMin and <= YearMax
                ? AnswerTypes.Time
                : AnswerTypes.Number;
        }

        return (Contains(TimeWords, word) ? AnswerTypes.Time : AnswerTypes.None)
            | (Contains(NumberWords, word) ? AnswerTypes.Number : AnswerTypes.None);
    }

    /// <summary>Gives the types that the Chinese part of a text can answer.</summary>
    public static AnswerTypes ChineseTypesOf(ReadOnlySpan<char> text) =>
        (text.ContainsAny(ChineseTimes) ? AnswerTypes.Time : AnswerTypes.None)
        | (text.ContainsAny(ChineseNumbers) ? AnswerTypes.Number : AnswerTypes.None);

    /// <summary>Gives the types that a question expects; none when it asks for something else.</summary>
    public static AnswerTypes ExpectedBy(string question)
    {
        var folded = TextNormalization.Fold(question);
        var types = (folded.AsSpan().ContainsAny(ChineseWhen) ? AnswerTypes.Time : AnswerTypes.None)
            | (folded.AsSpan().ContainsAny(ChineseHowMany) ? AnswerTypes.Number : AnswerTypes.None);
        var previous = string.Empty;
        foreach (var word in folded.Split(
            [' ', ',', '.', '?', '!', ';', ':', '"', '\'', '’', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            types |= word switch
            {
                "when" or "since" => AnswerTypes.Time,
                "long" when previous == "how" => AnswerTypes.Time,
                _ when previous is "what" or "which" && TimeUnits.Contains(word) => AnswerTypes.Time,
                _ when previous == "how" && Quantities.Contains(word) => AnswerTypes.Number,
                _ => AnswerTypes.None,
            };
            previous = word;
        }

        return types;
    }

    private static bool Contains(FrozenSet<string> words, ReadOnlySpan<char> word) =>
        word.Length <= 11 && words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
}
