using Agents.Memory.Recall;

namespace Agents.Memory.Tests.Recall.Fusion;

public sealed class FirstPersonSignalTests
{
    [Theory]
    [InlineData("Ann", "Ann: the vase is painted", "Yes, I painted the vase", "What did Ann paint on the vase?")]
    [InlineData("小红", "花瓶画好了", "我画了花瓶", "小红画了什么花瓶？")]
    public void Of_what_the_named_participant_said_that_with_an_I_comes_first(
        string named, string of, string own, string question)
    {
        var index = new RecallIndex(SomeRecall.Options);
        index.Say(named, of, conversation: null);
        index.Say(named, own, conversation: null);
        index.Say("Bo", own, conversation: null);
        var only = SomeTalk.Silent with { FirstPersonWeight = 1 };

        var result = index.Search(SomeRecall.Query(question), only);

        Assert.Equal([1, 0, 2], result.Ordinals());
        Assert.Equal([1.0, 0, 0], result.Hits.Select(hit => hit.Signals["first_person"]));
    }

    [Theory]
    [InlineData("Who painted the vase?", "off: the question names no participant")]
    [InlineData("Did Ann and Bo paint the vase?", "off: the question names several participants")]
    public void It_is_silent_where_the_author_is(string question, string switched)
    {
        var index = new RecallIndex(SomeRecall.Options);
        index.Say("Ann", "I painted the vase");
        index.Say("Bo", "I painted the vase");

        Assert.Equal(switched, index.Search(SomeRecall.Query(question)).Switches["first_person"]);
    }

    [Fact]
    public void An_edit_that_takes_the_I_out_takes_the_contribution_away()
    {
        var index = new RecallIndex(SomeRecall.Options);
        index.Say("Ann", "I painted the vase");
        index.Say("Bo", "Nice");
        var query = SomeRecall.Query("What did Ann paint?");
        var before = index.Contribution("first_person", 0, query, SomeRecall.Options);

        index.Replace(0, "The vase was painted");

        Assert.Equal(
            (SomeRecall.Options.FirstPersonWeight, 0),
            (before, index.Contribution("first_person", 0, query, SomeRecall.Options)));
    }
}
