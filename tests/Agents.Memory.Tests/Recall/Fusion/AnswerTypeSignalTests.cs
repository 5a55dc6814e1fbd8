namespace Agents.Memory.Tests.Recall.Fusion;

public sealed class AnswerTypeSignalTests
{
    [Theory]
    [InlineData("When did we see the kite?", "the kite at last", "a kite yesterday")]
    [InlineData("How many kites did we see?", "the kite at last", "a kite and twelve others")]
    [InlineData("什么时候看见kite？", "看见kite", "昨天看见kite")]
    [InlineData("看见几个kite？", "看见kite", "看见三个kite")]
    public void Of_two_memories_the_one_that_holds_the_sort_of_thing_asked_for_comes_first(
        string question, string without, string with)
    {
        var index = SomeRecall.Index(without, with);
        var only = SomeTalk.Silent with { AnswerTypeWeight = 0.5 };

        var result = index.Search(SomeRecall.Query(question), only);

        Assert.Equal([1, 0], result.Ordinals());
        Assert.Equal([0.5, 0], result.Hits.Select(hit => hit.Signals["answer_type"]));
    }

    [Fact]
    public void A_question_for_a_time_is_not_served_by_a_number()
    {
        var index = SomeRecall.Index("three kites");

        var hit = index.Search(SomeRecall.Query("When did we see kites?")).Hits[0];

        Assert.Equal(0, hit.Signals["answer_type"]);
    }

    [Theory]
    [InlineData("Who saw the kite?")]
    [InlineData("谁看见了kite？")]
    [InlineData("kite")]
    public void It_is_silent_where_the_question_asks_neither(string question)
    {
        var result = SomeRecall.Index("a kite yesterday").Search(SomeRecall.Query(question));

        Assert.Equal("off: the question asks neither when nor how many", result.Switches["answer_type"]);
        Assert.False(result.Hits[0].Signals.ContainsKey("answer_type"));
    }

    [Fact]
    public void An_edit_that_takes_the_time_out_takes_the_contribution_away()
    {
        var index = SomeRecall.Index("a kite yesterday");

        index.Replace(0, "a kite");

        Assert.Equal(0, index.Search(SomeRecall.Query("When was the kite?")).Hits[0].Signals["answer_type"]);
    }
}
