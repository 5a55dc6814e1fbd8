using System.Globalization;
using Agents.Memory.Recall;

namespace Agents.Memory.Tests.Recall.Fusion;

public sealed class TimeSignalTests
{
    private static readonly RecallOptions Only = SomeTalk.Silent with { TimeWeight = 2 };

    [Theory]
    [InlineData("What did I paint in May 2023?", "2023-05-20")]
    [InlineData("What did I paint on 7 June 2024?", "2024-06-07")]
    [InlineData("What did I paint last week?", "2026-05-27")]
    [InlineData("我去年五月paint了什么？", "2025-05-20")]
    public void Of_equal_memories_the_one_of_the_time_that_the_question_names_comes_first(string question, string day)
    {
        var index = Painted("2022-01-01", "2023-05-20", "2024-06-07", "2025-05-20", "2026-05-27");

        var first = index.Search(SomeRecall.Query(question)).Hits[0];

        Assert.Equal(Date(day), index[first.Ordinal].Time);
        Assert.Equal(SomeRecall.Options.TimeWeight, first.Signals["time"]);
    }

    [Theory]
    [InlineData("2023-05-31", 1)]
    [InlineData("2023-06-01", 1)]
    [InlineData("2023-06-16T12:00", 0.5)]
    [InlineData("2023-07-17T12:00", 0.25)]
    [InlineData("2023-04-30T23:59:59", 0.5)]
    [InlineData("2023-04-15T12:00", 0.25)]
    public void What_was_said_later_counts_less_with_the_distance_and_what_was_said_before_half(
        string time, double value)
    {
        var index = Painted(time);

        var query = SomeRecall.Query("What did I paint in May 2023?");

        Assert.Equal(2 * value, index.Contribution("time", 0, query, Only), 3);
    }

    [Fact]
    public void The_scale_of_a_day_is_a_week()
    {
        var index = Painted("2023-05-09");

        var query = SomeRecall.Query("What did I paint on 1 May 2023?");

        Assert.Equal(2 * 0.5, index.Contribution("time", 0, query, Only), 6);
    }

    [Fact]
    public void A_memory_is_of_the_day_that_it_was_where_it_was_told()
    {
        var index = Painted();
        var evening = new DateTimeOffset(2023, 5, 31, 23, 0, 0, TimeSpan.FromHours(-5));
        index.Add(SomeRecall.Document("paint", "evening") with { Time = evening });

        var query = SomeRecall.Query("What did I paint on 31 May 2023?");

        Assert.Equal(2, index.Contribution("time", 0, query, Only));
    }

    [Fact]
    public void A_month_without_a_year_is_that_of_every_year()
    {
        var index = Painted("2019-05-03", "2021-05-30", "2022-10-01");
        var query = SomeRecall.Query("What did I paint in May?");

        Assert.Equal(2, index.Contribution("time", 0, query, Only));
        Assert.Equal(2, index.Contribution("time", 1, query, Only));
        Assert.InRange(index.Contribution("time", 2, query, Only), 0.01, 1);
    }

    [Theory]
    [InlineData("What did I paint in December?", "2024-01-01", 1)]
    [InlineData("What did I paint in January?", "2023-12-31T23:59:59", 0.5)]
    public void A_month_without_a_year_is_near_across_the_end_of_the_year(string question, string time, double value)
    {
        var index = Painted(time);

        Assert.Equal(2 * value, index.Contribution("time", 0, SomeRecall.Query(question), Only), 3);
    }

    [Theory]
    [InlineData("2023-02-28T23:00", true)]
    [InlineData("2023-03-01T01:00", false)]
    [InlineData("2024-02-29T23:00", true)]
    [InlineData("2024-03-01T01:00", false)]
    public void February_of_any_year_ends_with_its_own_last_day(string time, bool within)
    {
        var index = Painted(time);

        var value = index.Contribution("time", 0, SomeRecall.Query("What did I paint in February?"), Only);

        Assert.Equal(within, value == 2);
    }

    [Fact]
    public void The_leap_day_of_a_common_year_is_its_last_of_February()
    {
        var index = Painted("2023-02-28T12:00", "2024-02-29T12:00", "2023-03-01T12:00");
        var query = SomeRecall.Query("What did I paint on 29 February?");

        var within = Enumerable.Range(0, 3).Select(i => index.Contribution("time", i, query, Only) == 2);

        Assert.Equal([true, true, false], within);
    }

    [Fact]
    public void Of_several_times_the_nearest_counts()
    {
        var index = Painted("2023-05-20", "2024-08-08");
        var query = SomeRecall.Query("What did I paint in May 2023 and in August 2024?");

        Assert.Equal(2, index.Contribution("time", 0, query, Only));
        Assert.Equal(2, index.Contribution("time", 1, query, Only));
    }

    [Theory]
    [InlineData("What did I paint?")]
    [InlineData("What may I paint?")]
    [InlineData("What did I paint on 30 February 2023?")]
    public void Without_a_time_in_the_question_it_is_silent(string question)
    {
        var result = Painted("2023-02-28").Search(SomeRecall.Query(question));

        Assert.Equal("off: the question names no time", result.Switches["time"]);
        Assert.False(result.Hits[0].Signals.ContainsKey("time"));
    }

    [Fact]
    public void A_participant_s_name_that_is_a_month_is_no_time()
    {
        var index = new RecallIndex(SomeRecall.Options);
        index.Say("June", "I painted");
        index.Say("Bo", "I painted");

        Assert.StartsWith("off", Switch(index, "What did June paint?"), StringComparison.Ordinal);
        Assert.Equal("on", Switch(index, "What did we paint in june?"));
    }

    [Fact]
    public void Memories_at_both_ends_of_the_calendar_are_ranked()
    {
        var index = Painted("0001-01-01", "9999-12-31T23:59:59");

        var result = index.Search(SomeRecall.Query("What did I paint in December? And on 1 January?"));

        Assert.Equal([0, 1], result.Ordinals().Order());
        Assert.All(result.Hits, hit => Assert.True(double.IsFinite(hit.Score)));
    }

    private static string Switch(RecallIndex index, string question) =>
        index.Search(SomeRecall.Query(question)).Switches["time"];

    private static RecallIndex Painted(params string[] times)
    {
        var index = new RecallIndex(SomeRecall.Options);
        foreach (var time in times)
        {
            index.Add(SomeRecall.Document("paint", SomeRecall.Id(index.Count)) with { Time = Date(time) });
        }

        return index;
    }

    private static DateTimeOffset Date(string time) =>
        DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
