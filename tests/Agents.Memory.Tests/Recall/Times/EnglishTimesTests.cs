namespace Agents.Memory.Tests.Recall.Times;

public sealed class EnglishTimesTests
{
    // A Wednesday, two days after the Monday of its week.
    private static readonly DateTimeOffset Now = new(2024, 1, 3, 15, 30, 0, TimeSpan.FromHours(8));

    [Theory]
    [InlineData("on 2023-05-07", "2023-05-07..2023-05-08")]
    [InlineData("on 2023/5/7?", "2023-05-07..2023-05-08")]
    [InlineData("on 7 May 2023", "2023-05-07..2023-05-08")]
    [InlineData("on the 7th of May, 2023", "2023-05-07..2023-05-08")]
    [InlineData("on May 7, 2023", "2023-05-07..2023-05-08")]
    [InlineData("ON MAY 7TH 2023", "2023-05-07..2023-05-08")]
    [InlineData("on Sept. 1st 2023", "2023-09-01..2023-09-02")]
    [InlineData("on 29 February 2024", "2024-02-29..2024-03-01")]
    [InlineData("on 31 Dec 2023", "2023-12-31..2024-01-01")]
    [InlineData("in May 2023", "2023-05-01..2023-06-01")]
    [InlineData("in Jan. of 2023", "2023-01-01..2023-02-01")]
    [InlineData("in December, 2023", "2023-12-01..2024-01-01")]
    [InlineData("in 2023", "2023-01-01..2024-01-01")]
    [InlineData("in 1999 or so", "1999-01-01..2000-01-01")]
    [InlineData("in the summer of 2023", "2023-06-01..2023-09-01")]
    [InlineData("in fall 2023", "2023-09-01..2023-12-01")]
    [InlineData("in winter 2023", "2023-12-01..2024-03-01")]
    [InlineData("ｏｎ　２０２３－０５－０７", "2023-05-07..2023-05-08")]
    [InlineData("in ２０２３", "2023-01-01..2024-01-01")]
    public void A_date_is_its_day_its_month_its_season_or_its_year(string text, string range) =>
        Assert.Equal([range], Found(text));

    [Theory]
    [InlineData("on 7 May", "2000-05-07..2000-05-08 yearly")]
    [InlineData("on March 3rd", "2000-03-03..2000-03-04 yearly")]
    [InlineData("on may 5 we met", "2000-05-05..2000-05-06 yearly")]
    [InlineData("may 5", "2000-05-05..2000-05-06 yearly")]
    [InlineData("on 29 Feb", "2000-02-29..2000-03-01 yearly")]
    [InlineData("in May", "2000-05-01..2000-06-01 yearly")]
    [InlineData("in late march", "2000-03-01..2000-04-01 yearly")]
    [InlineData("since mid-October", "2000-10-01..2000-11-01 yearly")]
    [InlineData("was it june?", "2000-06-01..2000-07-01 yearly")]
    [InlineData("by this May", "2000-05-01..2000-06-01 yearly")]
    public void A_date_without_a_year_is_that_of_every_year(string text, string range) =>
        Assert.Equal([range], Found(text));

    [Theory]
    [InlineData("today", "2024-01-03..2024-01-04")]
    [InlineData("tonight", "2024-01-03..2024-01-04")]
    [InlineData("Yesterday", "2024-01-02..2024-01-03")]
    [InlineData("last night", "2024-01-02..2024-01-03")]
    [InlineData("last  night", "2024-01-02..2024-01-03")]
    [InlineData("the day before yesterday", "2024-01-01..2024-01-02")]
    [InlineData("The  day before\nyesterday", "2024-01-01..2024-01-02")]
    [InlineData("tomorrow", "2024-01-04..2024-01-05")]
    [InlineData("last Monday", "2024-01-01..2024-01-02")]
    [InlineData("last Wednesday", "2023-12-27..2023-12-28")]
    [InlineData("last Friday", "2023-12-29..2023-12-30")]
    [InlineData("this Monday", "2024-01-01..2024-01-02")]
    [InlineData("next Monday", "2024-01-08..2024-01-09")]
    [InlineData("next Friday", "2024-01-05..2024-01-06")]
    [InlineData("last weekend", "2023-12-30..2024-01-01")]
    [InlineData("this weekend", "2024-01-06..2024-01-08")]
    [InlineData("last week", "2023-12-25..2024-01-01")]
    [InlineData("this week", "2024-01-01..2024-01-08")]
    [InlineData("next week", "2024-01-08..2024-01-15")]
    [InlineData("in the past month", "2023-12-01..2024-01-01")]
    [InlineData("last month", "2023-12-01..2024-01-01")]
    [InlineData("next month", "2024-02-01..2024-03-01")]
    [InlineData("last year", "2023-01-01..2024-01-01")]
    [InlineData("this year", "2024-01-01..2025-01-01")]
    [InlineData("last summer", "2023-06-01..2023-09-01")]
    [InlineData("last winter", "2022-12-01..2023-03-01")]
    [InlineData("this winter", "2023-12-01..2024-03-01")]
    [InlineData("3 days ago", "2023-12-31..2024-01-01")]
    [InlineData("a day ago", "2024-01-02..2024-01-03")]
    [InlineData("two weeks ago", "2023-12-17..2023-12-24")]
    [InlineData("an year ago", "2022-11-04..2023-03-05")]
    [InlineData("0 days ago", "2024-01-03..2024-01-04")]
    [InlineData("on Friday", "2023-12-29..2023-12-30")]
    [InlineData("on wednesday", "2024-01-03..2024-01-04")]
    public void A_time_that_is_relative_is_read_from_the_moment_of_asking(string text, string range) =>
        Assert.Equal([range], Found(text));

    [Theory]
    [InlineData("Can we march on?")]
    [InlineData("may I go?")]
    [InlineData("Do you think this may help?")]
    [InlineData("Mark and Sept are names")]
    [InlineData("the second of many")]
    [InlineData("12345 and 20234")]
    [InlineData("a week, a month, a year")]
    [InlineData("the last one of this")]
    [InlineData("in the 1990s")]
    [InlineData("Friday")]
    [InlineData("on Fridays")]
    [InlineData("may 5 people come?")]
    [InlineData("9999 days ago")]
    public void What_is_no_time_is_none(string text) => Assert.Empty(Found(text));

    [Theory]
    [InlineData("on 30 February 2023")]
    [InlineData("on 29 February 2023")]
    [InlineData("on February 30")]
    [InlineData("on 2023-13-01")]
    [InlineData("on 2023-00-10")]
    [InlineData("on 31 June 2023")]
    [InlineData("on 0 May 2023")]
    [InlineData("on 2023-02-99")]
    public void A_date_that_does_not_exist_is_passed_over_with_its_month_and_year(string text) =>
        Assert.Empty(Found(text));

    [Fact]
    public void Several_times_are_all_found_and_none_twice() => Assert.Equal(
        ["2023-05-07..2023-05-08", "2024-06-01..2024-07-01", "2024-01-02..2024-01-03", "2021-01-01..2022-01-01"],
        Found("on 7 May 2023, in June 2024, yesterday, or in 2021?"));

    private static string[] Found(string text) => SomeTimes.Found(text, Now);
}
