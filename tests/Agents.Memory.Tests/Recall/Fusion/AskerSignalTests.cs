using Agents.Contracts;
using Agents.Memory.Recall;

namespace Agents.Memory.Tests.Recall.Fusion;

public sealed class AskerSignalTests
{
    private static readonly RecallOptions Only = SomeTalk.Silent with { AuthorWeight = 2.5 };

    [Theory]
    [InlineData("What colour did I paint the vase?")]
    [InlineData("Which vase is mine?")]
    [InlineData("我的vase在哪里？")]
    public void Of_two_equal_memories_the_user_s_comes_first(string question)
    {
        var index = Store();

        var result = index.Search(SomeRecall.Query(question), Only);

        Assert.Equal([2, 0, 1], result.Ordinals());
        Assert.Equal([2.5, 0, 0], result.Hits.Select(hit => hit.Signals["asker"]));
    }

    [Theory]
    [InlineData("What did you tell me about the vase?")]
    [InlineData("Who painted the vase?")]
    [InlineData("你告诉我vase在哪里？")]
    [InlineData("the vase")]
    public void It_is_silent_unless_the_question_speaks_of_its_asker_alone(string question)
    {
        var result = Store().Search(SomeRecall.Query(question));

        Assert.Equal("off: the question does not speak of its asker alone", result.Switches["asker"]);
        Assert.All(result.Hits, hit => Assert.False(hit.Signals.ContainsKey("asker")));
    }

    [Fact]
    public void It_is_silent_where_the_question_names_a_participant()
    {
        var index = Store();
        index.Say("Ann", "a vase");

        var result = index.Search(SomeRecall.Query("Which vase did Ann give me?"));

        Assert.Equal("off: the question names a participant", result.Switches["asker"]);
    }

    [Fact]
    public void It_is_silent_in_a_store_of_users_alone()
    {
        var index = SomeRecall.Index("I painted a vase");

        var result = index.Search(SomeRecall.Query("What did I paint?"));

        Assert.Equal("off: the store has no user beside another role", result.Switches["asker"]);
    }

    [Fact]
    public void It_is_silent_in_a_store_without_a_user()
    {
        var index = new RecallIndex(SomeRecall.Options);
        index.Say(MessageRoles.Assistant, "You painted a vase");
        index.Say(MessageRoles.Tool, "vase");

        var result = index.Search(SomeRecall.Query("What did I paint?"));

        Assert.Equal("off: the store has no user beside another role", result.Switches["asker"]);
    }

    [Fact]
    public void When_all_that_others_said_is_erased_it_falls_silent()
    {
        var index = Store();

        index.Remove([0, 1]);

        Assert.Equal(
            "off: the store has no user beside another role",
            index.Search(SomeRecall.Query("What did I paint?")).Switches["asker"]);
    }

    private static RecallIndex Store()
    {
        var index = new RecallIndex(SomeRecall.Options);
        index.Say(MessageRoles.Assistant, "a vase");
        index.Say(MessageRoles.Tool, "a vase");
        index.Say(MessageRoles.User, "a vase");
        return index;
    }
}
