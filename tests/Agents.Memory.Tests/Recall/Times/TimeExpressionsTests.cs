using Agents.Memory.Recall.Times;
using CsCheck;

namespace Agents.Memory.Tests.Recall.Times;

public sealed class TimeExpressionsTests
{
    private static readonly DateTimeOffset Now = new(2024, 1, 3, 15, 30, 0, TimeSpan.Zero);

    private static readonly string[] Pieces =
    [
        "last", "this", "next", "past", "week", "month", "year", "winter", "spring", "weekend", "Friday", "monday",
        "12", "0", "31", "999", "2023", "1900", "2099", "-", "/", "of", "may", "feb", "december", "sept.", "three",
        "days", "years", "ago", "the day before yesterday", "yesterday", "tonight", "tomorrow", "in", "by",
        "上上", "上", "下", "个", "周", "星期", "礼拜", "月", "年", "日", "号", "份", "末", "天", "前", "以前", "去年",
        "明年", "前年", "大前天", "后天", "一", "两", "十", "二十", "三十一", "９", "K", "İ", "ſ", "\ufffe", "\ud800", " ",
    ];

    private static readonly Gen<string> GenPieces =
        Gen.Select(Gen.OneOf(Pieces).Array[0, 12], Gen.OneOf("", " ", "\u00a0"))
            .Select(pieces => string.Join(pieces.Item2, pieces.Item1));

    private static readonly Gen<DateTimeOffset> GenNow = Gen.OneOf(
        Gen.OneOf(
            DateTimeOffset.MinValue,
            DateTimeOffset.MaxValue,
            new DateTimeOffset(1, 1, 1, 14, 0, 0, TimeSpan.FromHours(14)),
            new DateTimeOffset(9999, 12, 31, 0, 0, 0, TimeSpan.FromHours(-12)),
            new DateTimeOffset(2024, 2, 29, 0, 0, 0, TimeSpan.Zero)),
        Gen.Int[0, 800].Select(days => DateTimeOffset.MinValue.AddDays(days)),
        Gen.Int[0, 800].Select(days => DateTimeOffset.MaxValue.AddDays(-days)),
        Gen.Int[0, 3_650_000].Select(days => DateTimeOffset.MinValue.AddDays(days)));

    [Fact]
    public void Any_question_at_any_time_is_read_to_ranges_that_begin_before_they_end() =>
        Gen.Select(Gen.OneOf(GenPieces, Gen.String), GenNow).Sample(
            (text, now) => TimeExpressions.Find(text, now).TrueForAll(range => range.From < range.To),
            iter: 5_000);

    [Theory]
    [InlineData("yesterday")]
    [InlineData("tomorrow")]
    [InlineData("last week")]
    [InlineData("next week")]
    [InlineData("next weekend")]
    [InlineData("last month")]
    [InlineData("next month")]
    [InlineData("last year")]
    [InlineData("next year")]
    [InlineData("last winter")]
    [InlineData("this winter")]
    [InlineData("next spring")]
    [InlineData("last Friday")]
    [InlineData("next Friday")]
    [InlineData("0 days ago")]
    [InlineData("999 years ago")]
    [InlineData("大前天")]
    [InlineData("后天")]
    [InlineData("上上周末")]
    [InlineData("下周日")]
    [InlineData("下个月")]
    [InlineData("明年")]
    [InlineData("前年")]
    [InlineData("两个月前")]
    public void Who_asks_at_an_end_of_the_calendar_is_answered(string text)
    {
        DateTimeOffset[] ends =
        [
            DateTimeOffset.MinValue,
            DateTimeOffset.MinValue.AddDays(40),
            DateTimeOffset.MaxValue.AddDays(-40),
            DateTimeOffset.MaxValue,
        ];

        Assert.All(ends, now => Assert.InRange(TimeExpressions.Find(text, now).Count, 0, 1));
    }

    [Fact]
    public void A_local_time_is_read_in_the_offset_of_whoever_asks()
    {
        var late = new DateTimeOffset(2023, 12, 31, 23, 0, 0, TimeSpan.FromHours(-5));

        Assert.Equal(["2023-01-01..2024-01-01"], SomeTimes.Found("this year", late));
        Assert.Equal(["2024-01-01..2025-01-01"], SomeTimes.Found("this year", late.ToUniversalTime()));
    }

    [Fact]
    public void A_question_that_lists_more_than_eight_times_asks_about_none()
    {
        var years = Enumerable.Range(2001, 8).Select(year => $"in {year}");

        Assert.Equal(8, TimeExpressions.Find(string.Join(", ", years), Now).Count);
        Assert.Empty(TimeExpressions.Find(string.Join(", ", years) + ", in 2020", Now));
    }

    [Fact]
    public void A_letter_is_not_searched_for_times()
    {
        Assert.Single(TimeExpressions.Find("yesterday".PadRight(2_000, '.'), Now));
        Assert.Empty(TimeExpressions.Find("yesterday".PadRight(2_001, '.'), Now));
    }

    [Theory]
    [InlineData("the day before ")]
    [InlineData("last this next ")]
    [InlineData("12 of ")]
    [InlineData("1 ")]
    [InlineData("                    ")]
    [InlineData("in - - ")]
    [InlineData("may. ")]
    [InlineData("2023-1-")]
    [InlineData("十")]
    [InlineData("上上个")]
    [InlineData("2023年的")]
    [InlineData("三月")]
    [InlineData("\ufdfa")]
    public void A_question_that_repeats_half_of_a_time_is_read(string half)
    {
        // The patterns hold no repetition of a repetition, so that their work grows with the square of the length at
        // most; the runner's limit would tell otherwise.
        var text = string.Concat(Enumerable.Repeat(half, 2_000 / half.Length));

        Assert.InRange(TimeExpressions.Find(text, Now).Count, 0, 8);
    }

    [Fact]
    public void No_pattern_repeats_a_repetition()
    {
        // (a+)+ and its like are what makes a search exponential.
        var forms = EnglishTimes.Forms.Concat(ChineseTimes.Forms).Select(form => form.Pattern.ToString());

        Assert.All(forms, pattern => Assert.DoesNotMatch(@"[+*}][^()|]*\)[+*{]", pattern));
    }
}
