using Agents.Cli.DataSets;
using Agents.Cli.Eval;

namespace Agents.Client.Tests.Eval;

public sealed class RankMeasuresTests
{
    [Fact]
    public void Recall_is_the_share_of_the_evidence_among_the_first_k()
    {
        var measures = RankMeasures.Of(Answer(["x", "a", "y", "b"], [], "a", "b", "c"), [1, 2, 4, 50], []);

        Assert.Equal(0, measures["recall@1"]);
        Assert.Equal(1.0 / 3, measures["recall@2"], 12);
        Assert.Equal(2.0 / 3, measures["recall@4"], 12);
        Assert.Equal(2.0 / 3, measures["recall@50"], 12);
    }

    [Theory]
    [InlineData(new[] { "a", "b" }, 1.0)]
    [InlineData(new[] { "x", "y", "b", "a" }, 1.0 / 3)]
    [InlineData(new[] { "x" }, 0.0)]
    [InlineData(new string[0], 0.0)]
    public void Mrr_is_one_over_the_rank_of_the_first_piece(string[] retrieved, double expected)
    {
        Assert.Equal(expected, RankMeasures.Of(Answer(retrieved, [], "a", "b"), [], [])["mrr"], 12);
    }

    [Theory]
    [InlineData(9, 0.0)]
    [InlineData(10, 0.5)]
    [InlineData(29, 0.5)]
    [InlineData(30, 1.0)]
    public void A_budget_takes_whole_units_until_one_does_not_fit(int budget, double expected)
    {
        // The third unit alone would fit into 15 words, but stands behind one that does not.
        var answer = Answer(["a", "x", "b"], [10, 15, 5], "a", "b");

        Assert.Equal(expected, RankMeasures.Of(answer, [], [budget])[RankMeasures.RecallWithin(budget)]);
    }

    [Fact]
    public void A_repeated_hit_counts_once()
    {
        Assert.Equal(0.5, RankMeasures.Of(Answer(["a", "a"], [], "a", "b"), [2], [])["recall@2"]);
    }

    [Theory]
    [InlineData(new[] { 3.0, 4.0 }, new[] { 1.0, 2.0 }, 1.0)]
    [InlineData(new[] { 1.0, 2.0 }, new[] { 3.0, 4.0 }, 0.0)]
    [InlineData(new[] { 1.0, 1.0 }, new[] { 1.0 }, 0.5)]
    [InlineData(new[] { 0.9, 0.4, 0.4 }, new[] { 0.4, 0.1 }, 5.0 / 6)]
    public void Auroc_counts_pairs_and_halves_ties(double[] positives, double[] negatives, double expected)
    {
        Assert.Equal(expected, Auroc.Of(positives, negatives)!.Value, 12);
    }

    [Fact]
    public void Auroc_of_one_side_is_none()
    {
        Assert.Null(Auroc.Of([1], []));
    }

    [Fact]
    public void Auroc_equals_the_count_of_all_pairs()
    {
        var random = new Random(11);
        for (var round = 0; round < 50; round++)
        {
            var positives = Enumerable.Range(0, 1 + random.Next(9)).Select(_ => random.Next(5) / 4.0).ToArray();
            var negatives = Enumerable.Range(0, 1 + random.Next(9)).Select(_ => random.Next(5) / 4.0).ToArray();
            var wins = (from p in positives from n in negatives select p > n ? 1 : p == n ? 0.5 : 0).Sum();

            Assert.Equal(wins / (positives.Length * negatives.Length), Auroc.Of(positives, negatives)!.Value, 12);
        }
    }

    private static Answer Answer(string[] retrieved, int[] words, params string[] gold) => new()
    {
        Sample = "s",
        Question = new Question { Id = "s/q0", Text = "?", Group = "g", Gold = gold },
        Retrieved = retrieved,
        Words = words,
        Confidence = 0,
        Milliseconds = 1,
        Incomplete = false,
    };
}
