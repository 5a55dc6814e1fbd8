using Agents.Memory.Recall;

namespace Agents.Memory.Tests.Recall.Fusion;

public sealed class PhraseSignalTests
{
    private static readonly RecallOptions Only = SomeTalk.Silent with { PhraseWeight = 0.25 };

    [Fact]
    public void Of_two_memories_with_the_same_words_the_one_that_has_them_side_by_side_comes_first()
    {
        var index = SomeRecall.Index("kite red", "red kite");

        var hits = index.Search(SomeRecall.Query("the red kites")).Hits;

        Assert.Equal([1, 0], hits.Select(hit => hit.Ordinal));
        Assert.Equal((0.25, -0.25), (hits[0].Signals["phrase"], hits[1].Signals["phrase"]));
    }

    [Fact]
    public void Stop_words_between_two_words_do_not_part_them()
    {
        var index = SomeRecall.Index("cups and some tea", "a cup of tea, tea cups");

        var tea = index.Contribution("phrase", 0, SomeRecall.Query("a cup of tea"), Only);

        Assert.Equal(index.Contribution("phrase", 1, SomeRecall.Query("a cup of tea"), Only), tea);
    }

    [Fact]
    public void A_rare_pair_counts_more_than_a_common_one()
    {
        var index = SomeRecall.Index("green tea", "red kite", "red kite", "red kite", "boat", "car", "train");

        var result = index.Search(SomeRecall.Query("red kite, green tea"), Only);

        Assert.Equal([0, 1, 2, 3], result.Ordinals());
        Assert.True(result.Hits[0].Score > result.Hits[1].Score);
    }

    [Theory]
    [InlineData("kite")]
    [InlineData("kites that are red")]
    [InlineData("小明的风筝在哪里")]
    public void Without_a_pair_of_the_question_in_any_memory_it_is_silent(string question)
    {
        var index = SomeRecall.Index("red kite", "小明的红色风筝");

        var result = index.Search(SomeRecall.Query(question));

        Assert.Equal("off: no memory has two words of the question side by side", result.Switches["phrase"]);
        Assert.All(result.Hits, hit => Assert.False(hit.Signals.ContainsKey("phrase")));
    }

    [Fact]
    public void A_pair_that_only_a_removed_memory_had_is_gone()
    {
        var index = SomeRecall.Index("red kite", "kite red");

        index.Remove(0);

        var switched = index.Search(SomeRecall.Query("red kite")).Switches["phrase"];
        Assert.StartsWith("off", switched, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pair_that_an_edit_wrote_is_found_and_the_one_it_overwrote_is_not()
    {
        var index = SomeRecall.Index("red kite", "kite red");

        index.Replace(0, "kite red boat");
        index.Replace(1, "boat, red kite");

        Assert.Equal([1, 0], index.Search(SomeRecall.Query("red kite"), Only).Ordinals());
    }
}
