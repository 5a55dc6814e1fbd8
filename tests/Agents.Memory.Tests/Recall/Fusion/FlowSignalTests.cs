using Agents.Contracts;
using Agents.Memory.Recall;

namespace Agents.Memory.Tests.Recall.Fusion;

public sealed class FlowSignalTests
{
    private static readonly RecallOptions Only = SomeTalk.Silent with
    {
        LexicalWeight = 0.75,
        FlowWeight = 0.2,
        ReplyWeight = 0.4,
    };

    private static readonly RecallQuery Kettle = SomeRecall.Query("Where was the kettle bought?");

    [Theory]
    [InlineData("Where did you buy the kettle?", "At the old market.", "Where is the kettle from?")]
    [InlineData("水壶是在哪里买的？", "就在老市场那边。", "水壶是哪里来的？")]
    public void An_answer_is_found_by_its_question_though_it_repeats_no_word(
        string asked, string answered, string question)
    {
        var index = new RecallIndex(SomeRecall.Options);
        index.Say("Ann", asked);
        index.Say("Bo", answered);
        index.Say("Ann", "Mmm, nice.");
        index.Mumble(30);

        Assert.Equal([0, 1], index.Search(SomeRecall.Query(question)).Ordinals().Order());
    }

    [Theory]
    [InlineData("Bo", "We saw the kettle.", 0.2)]
    [InlineData("Bo", "Have you seen the kettle?", 0.6)]
    [InlineData(MessageRoles.Assistant, "Have you seen the kettle?", 0.2)]
    public void A_memory_passes_on_a_share_and_a_question_more_unless_the_assistant_answers(
        string answerer, string before, double share)
    {
        var index = new RecallIndex(SomeRecall.Options);
        index.Say("Ann", before);
        index.Say(answerer, "mumbling");
        index.Mumble(9);

        var passed = index.Contribution("flow", 1, Kettle, Only);

        Assert.Equal(share * index.Contribution("lexical", 0, Kettle, Only), passed, 4);
    }

    [Fact]
    public void A_half_of_questions_passes_on_half_of_what_an_answer_gets()
    {
        var index = new RecallIndex(SomeRecall.Options);
        index.Say("Ann", "Nice kettle. Is it new?");
        index.Say("Bo", "mumbling");
        index.Mumble(9);

        var share = index.Contribution("flow", 1, Kettle, Only) / index.Contribution("lexical", 0, Kettle, Only);

        Assert.Equal(0.4, share, 2);
    }

    [Fact]
    public void Less_flows_back_than_forth()
    {
        var index = new RecallIndex(SomeRecall.Options);
        index.Say("Ann", "mumbling");
        index.Say("Bo", "We saw the kettle.");
        index.Mumble(9);

        // Nothing but what the first lends, and that is below the mean: a neighbour may take as well as give.
        var own = index.Contribution("lexical", 1, Kettle, Only);
        var other = index.Contribution("lexical", 0, Kettle, Only);

        Assert.Equal(0.15 * own, index.Contribution("flow", 0, Kettle, Only), 5);
        Assert.Equal(0.2 * other, index.Contribution("flow", 1, Kettle, Only), 5);
    }

    [Fact]
    public void Nothing_flows_from_one_conversation_to_another()
    {
        var index = new RecallIndex(SomeRecall.Options);
        index.Say("Ann", "Where did you buy the kettle?");
        index.Say("Bo", "At the old market.", "elsewhere");
        index.Say("Bo", "At the old market.", conversation: null);
        index.Mumble(30);

        Assert.Equal([0], index.Search(Kettle).Ordinals());
    }

    [Fact]
    public void Conversations_that_are_told_in_turns_are_neighbours_each_within_itself()
    {
        var index = new RecallIndex(SomeRecall.Options);
        index.Say("Ann", "Where did you buy the kettle?", "one");
        index.Say("Ann", "How are you?", "other");
        index.Say("Bo", "At the old market.", "one");
        index.Say("Bo", "Fine.", "other");
        index.Mumble(30);

        Assert.Equal([0, 2], index.Search(Kettle).Ordinals());
    }

    [Fact]
    public void What_is_no_evidence_stands_between_no_neighbours()
    {
        var index = new RecallIndex(SomeRecall.Options);
        index.Say("Ann", "Where did you buy the kettle?");
        index.Add(SomeRecall.Document("injected", "injected") with { Conversation = "talk", Evidence = false });
        index.Say("Bo", "At the old market.");
        index.Mumble(30);

        Assert.Equal([0, 2], index.Search(Kettle).Ordinals());
    }

    [Theory]
    [InlineData("forgotten")]
    [InlineData("excluded")]
    [InlineData("early")]
    [InlineData("kind")]
    [InlineData("erased")]
    [InlineData("edited")]
    public void A_question_that_is_out_of_scope_or_gone_lends_its_answer_nothing(string why)
    {
        var index = new RecallIndex(SomeRecall.Options);
        index.Add(SomeRecall.Document("Where did you buy the kettle?", SomeRecall.Id(0)) with
        {
            Conversation = "talk",
            Time = SomeRecall.Now.AddDays(-9),
            RecordedAt = SomeRecall.Now.AddDays(-9),
            Kind = MemoryKind.Fact,
        });
        index.Say("Bo", "At the old market.");
        index.Mumble(30);
        var query = Kettle;
        switch (why)
        {
            case "forgotten": index.SetVisible(0, false); break;
            case "erased": index.Remove(0); break;
            case "edited": index.Replace(0, "Where did you buy the hat?"); break;
            case "excluded": query = query with { ExcludedIds = [SomeRecall.Id(0)] }; break;
            case "early": query = query with { From = SomeRecall.Now.AddDays(-5) }; break;
            default: query = query with { Kinds = [MemoryKind.Episode] }; break;
        }

        Assert.Empty(index.Search(query).Hits);
    }

    [Fact]
    public void When_a_memory_is_erased_those_beside_it_become_neighbours()
    {
        var index = new RecallIndex(SomeRecall.Options);
        index.Say("Ann", "Where did you buy the kettle?");
        index.Say("Bo", "mumbling");
        index.Say("Bo", "At the old market.");
        index.Mumble(30);

        index.Remove(1);

        Assert.Equal([0, 2], index.Search(Kettle).Ordinals());
    }

    [Fact]
    public void Without_a_conversation_it_is_silent()
    {
        var index = SomeRecall.Index("Where did you buy the kettle?", "At the old market.");

        var result = index.Search(Kettle);

        Assert.Equal("off: no memory belongs to a conversation", result.Switches["flow"]);
        Assert.All(result.Hits, hit => Assert.False(hit.Signals.ContainsKey("flow")));
    }

    [Fact]
    public void When_the_last_conversation_is_erased_it_falls_silent()
    {
        var index = SomeRecall.Index("Where did you buy the kettle?");
        index.Remove(index.Say("Ann", "At the old market."));

        Assert.Equal("off: no memory belongs to a conversation", index.Search(Kettle).Switches["flow"]);
    }
}
