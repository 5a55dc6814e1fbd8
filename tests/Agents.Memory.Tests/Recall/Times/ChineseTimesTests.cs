namespace Agents.Memory.Tests.Recall.Times;

public sealed class ChineseTimesTests
{
    // A Wednesday, two days after the Monday of its week.
    private static readonly DateTimeOffset Now = new(2024, 1, 3, 0, 30, 0, TimeSpan.FromHours(8));

    [Theory]
    [InlineData("2023年5月7日去了哪里？", "2023-05-07..2023-05-08")]
    [InlineData("２０２３年５月７日去了哪里？", "2023-05-07..2023-05-08")]
    [InlineData("2023年五月七号", "2023-05-07..2023-05-08")]
    [InlineData("2023年十二月三十一日", "2023-12-31..2024-01-01")]
    [InlineData("2023年十月二十五号", "2023-10-25..2023-10-26")]
    [InlineData("2024年2月29日", "2024-02-29..2024-03-01")]
    [InlineData("2023年5月", "2023-05-01..2023-06-01")]
    [InlineData("2023年的5月份", "2023-05-01..2023-06-01")]
    [InlineData("2023年", "2023-01-01..2024-01-01")]
    [InlineData("去年五月", "2023-05-01..2023-06-01")]
    [InlineData("去年十二月", "2023-12-01..2024-01-01")]
    [InlineData("前年", "2022-01-01..2023-01-01")]
    [InlineData("去年", "2023-01-01..2024-01-01")]
    [InlineData("今年", "2024-01-01..2025-01-01")]
    [InlineData("明年2月", "2025-02-01..2025-03-01")]
    public void A_date_is_its_day_its_month_or_its_year(string text, string range) =>
        Assert.Equal([range], SomeTimes.Found(text, Now));

    [Theory]
    [InlineData("5月7日", "2000-05-07..2000-05-08 yearly")]
    [InlineData("十二月", "2000-12-01..2001-01-01 yearly")]
    [InlineData("十一月份", "2000-11-01..2000-12-01 yearly")]
    [InlineData("二月二十九号", "2000-02-29..2000-03-01 yearly")]
    public void A_date_without_a_year_is_that_of_every_year(string text, string range) =>
        Assert.Equal([range], SomeTimes.Found(text, Now));

    [Theory]
    [InlineData("今天", "2024-01-03..2024-01-04")]
    [InlineData("昨天", "2024-01-02..2024-01-03")]
    [InlineData("昨晚", "2024-01-02..2024-01-03")]
    [InlineData("前天", "2024-01-01..2024-01-02")]
    [InlineData("大前天", "2023-12-31..2024-01-01")]
    [InlineData("明天", "2024-01-04..2024-01-05")]
    [InlineData("后天", "2024-01-05..2024-01-06")]
    [InlineData("上周五", "2023-12-29..2023-12-30")]
    [InlineData("上周一", "2023-12-25..2023-12-26")]
    [InlineData("上个星期天", "2023-12-31..2024-01-01")]
    [InlineData("上上周日", "2023-12-24..2023-12-25")]
    [InlineData("下礼拜三", "2024-01-10..2024-01-11")]
    [InlineData("这周末", "2024-01-06..2024-01-08")]
    [InlineData("上周末", "2023-12-30..2024-01-01")]
    [InlineData("下个月3号", "2024-02-03..2024-02-04")]
    [InlineData("上个月二十号", "2023-12-20..2023-12-21")]
    [InlineData("上週五", "2023-12-29..2023-12-30")]
    [InlineData("上個禮拜五", "2023-12-29..2023-12-30")]
    [InlineData("這週末", "2024-01-06..2024-01-08")]
    [InlineData("下下周三", "2024-01-17..2024-01-18")]
    [InlineData("周五吃了什么", "2023-12-29..2023-12-30")]
    [InlineData("星期三", "2024-01-03..2024-01-04")]
    [InlineData("大后天", "2024-01-06..2024-01-07")]
    [InlineData("後天", "2024-01-05..2024-01-06")]
    [InlineData("大前年", "2021-01-01..2022-01-01")]
    [InlineData("后年", "2026-01-01..2027-01-01")]
    [InlineData("一百二十天前", "2023-09-05..2023-09-06")]
    [InlineData("一百零五天前", "2023-09-20..2023-09-21")]
    [InlineData("兩個月前", "2023-10-25..2023-11-15")]
    [InlineData("上周", "2023-12-25..2024-01-01")]
    [InlineData("本周", "2024-01-01..2024-01-08")]
    [InlineData("上上个星期", "2023-12-18..2023-12-25")]
    [InlineData("上个月", "2023-12-01..2024-01-01")]
    [InlineData("下个月", "2024-02-01..2024-03-01")]
    [InlineData("三天前", "2023-12-31..2024-01-01")]
    [InlineData("3天以前", "2023-12-31..2024-01-01")]
    [InlineData("十天之前", "2023-12-24..2023-12-25")]
    [InlineData("二十天前", "2023-12-14..2023-12-15")]
    [InlineData("十二天前", "2023-12-22..2023-12-23")]
    [InlineData("二十五天前", "2023-12-09..2023-12-10")]
    [InlineData("两周前", "2023-12-17..2023-12-24")]
    [InlineData("两个月前", "2023-10-25..2023-11-15")]
    [InlineData("一年前", "2022-11-04..2023-03-05")]
    public void A_time_that_is_relative_is_read_from_the_moment_of_asking(string text, string range) =>
        Assert.Equal([range], SomeTimes.Found(text, Now));

    [Theory]
    [InlineData("2023年2月30日")]
    [InlineData("2023年13月")]
    [InlineData("二月三十号")]
    [InlineData("0月")]
    [InlineData("5月0日")]
    public void A_date_that_does_not_exist_is_passed_over(string text) => Assert.Empty(SomeTimes.Found(text, Now));

    [Theory]
    [InlineData("昨儿个晚上月亮很圆")]
    [InlineData("早上周先生在哪里")]
    [InlineData("这三个月怎么样")]
    [InlineData("月亮在哪里")]
    [InlineData("以前的事")]
    [InlineData("年前")]
    [InlineData("每周五开会")]
    [InlineData("一周五天")]
    [InlineData("零天前")]
    public void What_is_no_time_is_none(string text) => Assert.Empty(SomeTimes.Found(text, Now));

    [Fact]
    public void Times_of_both_languages_in_one_question_are_found() => Assert.Equal(
        ["2023-05-07..2023-05-08", "2024-01-02..2024-01-03"], SomeTimes.Found("昨天或者 7 May 2023?", Now));
}
