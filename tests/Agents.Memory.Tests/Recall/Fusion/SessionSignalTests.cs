using Agents.Memory.Recall;

namespace Agents.Memory.Tests.Recall.Fusion;

public sealed class SessionSignalTests
{
    private static readonly RecallOptions Only = SomeTalk.Silent with { LexicalWeight = 0.75, SessionWeight = 0.75 };
    private static readonly RecallQuery Kites = SomeRecall.Query("kites");

    [Fact]
    public void Of_two_equal_memories_the_one_of_the_conversation_that_is_about_it_comes_first()
    {
        var index = TwoTalks();

        Assert.Equal([1, 2, 3, 0], index.Search(Kites, Only).Ordinals());
    }

    [Fact]
    public void A_conversation_counts_as_the_mean_of_its_best_three()
    {
        var index = TwoTalks();
        index.Say("Ann", "a boat", "about");
        index.Say("Ann", "a boat", "elsewhere");

        // One match of one, three matches of four, and one of one that is none: each the sum of its best three.
        double Score(string signal, int ordinal) => index.Contribution(signal, ordinal, Kites, Only);
        var other = index.Count - 1;
        var (match, none) = (Score("lexical", 1), Score("lexical", other));
        var difference = Score("session", 0) - Score("session", other);

        Assert.Equal(
            ((3 * match) - none) / (match - none),
            (Score("session", 1) - Score("session", other)) / difference,
            4);
    }

    [Fact]
    public void A_memory_of_no_conversation_gains_and_loses_nothing()
    {
        var index = TwoTalks();
        index.Say("Ann", "kites", null);

        Assert.Equal(0, index.Contribution("session", index.Count - 1, Kites, Only));
    }

    [Theory]
    [InlineData("forgotten")]
    [InlineData("excluded")]
    [InlineData("erased")]
    public void A_memory_that_is_out_of_scope_lends_its_conversation_nothing(string why)
    {
        // What counts for who said it counts for whoever is out of scope as well; it must not reach the conversation.
        var options = Only with { AuthorWeight = 2.5, RecencyWeight = 1 };
        var index = TwoTalks();
        var query = SomeRecall.Query("the kites of Ann");
        switch (why)
        {
            case "forgotten": index.SetVisible(2, false); index.SetVisible(3, false); break;
            case "erased": index.Remove([2, 3]); break;
            default: query = query with { ExcludedIds = [SomeRecall.Id(2), SomeRecall.Id(3)] }; break;
        }

        var hits = index.Search(query, options).Hits;

        Assert.Equal([0, 1], hits.Select(hit => hit.Ordinal));
        Assert.Equal(hits[0].Score, hits[1].Score);
    }

    [Fact]
    public void With_one_conversation_it_is_silent()
    {
        var index = new RecallIndex(SomeRecall.Options);
        index.Say("Ann", "a kite", "only");
        index.Mumble(3);

        var result = index.Search(Kites);

        Assert.Equal("off: the store has no two conversations", result.Switches["session"]);
        Assert.False(result.Hits[0].Signals.ContainsKey("session"));
    }

    [Fact]
    public void When_all_of_the_other_conversation_is_erased_it_falls_silent()
    {
        var index = TwoTalks();

        index.Remove(0);

        Assert.Equal("off: the store has no two conversations", index.Search(Kites).Switches["session"]);
    }

    private static RecallIndex TwoTalks()
    {
        var index = new RecallIndex(SomeRecall.Options);
        index.Say("Ann", "a kite", "passing");
        index.Say("Ann", "a kite", "about");
        index.Say("Bo", "a kite", "about");
        index.Say("Ann", "a kite", "about");
        index.Mumble(12);
        return index;
    }
}
