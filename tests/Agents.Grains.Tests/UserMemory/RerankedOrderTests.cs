using Agents.Grains.UserMemory;
using Agents.Memory.Recall;
using CsCheck;

namespace Agents.Grains.Tests.UserMemory;

public sealed class RerankedOrderTests
{
    private const double Weight = 1.5;

    private static readonly Gen<float?> Scores = Gen.OneOf(
        Gen.Float[-11, 11].Select(score => (float?)score), Gen.Const((float?)null), Gen.Const((float?)float.NaN));

    [Fact]
    public void The_order_is_by_the_sum_of_all_signals_and_no_shown_hit_falls_behind_one_that_was_not() =>
        Gen.Select(Gen.Double[-5, 20].Array[1, 60], Scores.Array[0, 60], Gen.Int[1, 70]).Sample(
            (fused, scores, limit) =>
            {
                var found = Found(fused);
                var shown = Math.Min(scores.Length, fused.Length);
                var given = found.Hits.Take(shown).Zip(scores).ToDictionary(
                    pair => pair.First.Ordinal, pair => pair.Second);

                var result = Order(found, limit).Rerank(found, given);

                Assert.Equal(Math.Min(limit, fused.Length), result.Hits.Count);
                Assert.All(result.Hits, hit => Assert.Equal(hit.Score, hit.Signals.Values.Sum(), 1e-9));
                Assert.All(result.Hits.Zip(result.Hits.Skip(1)), pair => Assert.True(
                    pair.First.Score > pair.Second.Score
                    || (pair.First.Score == pair.Second.Score && pair.First.Ordinal < pair.Second.Ordinal)));
                var behind = result.Hits.SkipWhile(hit => given.ContainsKey(hit.Ordinal));
                Assert.All(behind, hit => Assert.True(
                    !given.ContainsKey(hit.Ordinal) || result.Hits.Any(other => other.Score == hit.Score)));
            },
            seed: "0000000000000", iter: 2_000);

    [Fact]
    public void A_score_in_another_unit_gives_the_same_order() =>
        Gen.Select(Gen.Double[-5, 20].Array[2, 50], Gen.Int[-99, 99].Array[50, 50]).Sample(
            (fused, scores) =>
            {
                var found = Found(fused);
                var plain = found.Hits.ToDictionary(hit => hit.Ordinal, hit => (float?)scores[hit.Ordinal]);
                var scaled = plain.ToDictionary(score => score.Key, score => (4 * score.Value) + 1_024);

                var one = Order(found, 50).Rerank(found, plain).Hits;
                var other = Order(found, 50).Rerank(found, scaled).Hits;

                Assert.All(one.Zip(other), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-9));
            },
            seed: "0000000000000", iter: 500);

    [Fact]
    public void Two_that_score_alike_stand_by_their_ids()
    {
        var found = Found([3, 3, 3]);

        var result = Order(found, 3).Rerank(found, new Dictionary<int, float?> { [0] = 1, [1] = 1, [2] = 1 });

        Assert.Equal([0, 1, 2], result.Hits.Select(hit => hit.Ordinal));
        Assert.All(result.Hits, hit => Assert.Equal(0, hit.Signals["rerank"]));
    }

    [Fact]
    public void A_question_that_the_model_cannot_read_changes_nothing_and_says_so()
    {
        var found = Found([3, 2, 1]);

        var result = Order(found, 2).Rerank(found, new Dictionary<int, float?> { [0] = null, [1] = null, [2] = null });

        Assert.Equal([0, 1], result.Hits.Select(hit => hit.Ordinal));
        Assert.Equal("off: the model cannot read the question or any candidate", result.Switches["rerank"]);
    }

    [Fact]
    public void Confidence_and_answerable_are_those_of_the_hits_that_are_kept()
    {
        var found = Found([3, 2, 1]);

        var result = Order(found, 1).Rerank(found, new Dictionary<int, float?> { [0] = 0, [1] = 0, [2] = 9 });

        Assert.Equal(2, Assert.Single(result.Hits).Ordinal);
        Assert.Equal((found.Hits[2].Confidence, false), (result.Confidence, result.Answerable));
        Assert.True(Order(found, 3).Keep(found).Answerable);
    }

    private static RerankedOrder Order(RecallResult found, int limit) => new(
        found.Hits.ToDictionary(hit => hit.Ordinal, hit => $"id{hit.Ordinal:000}"), limit, Weight, answerable: 0.3);

    /// <summary>Makes a result whose hits have ordinals in their order, as ties by id have it.</summary>
    private static RecallResult Found(double[] fused) => new()
    {
        Hits = [.. fused.OrderDescending().Select((score, place) => new RecallHit(
            place, score, 0.5 / (place + 1), new Dictionary<string, double> { ["words"] = score }))],
        Weights = new Dictionary<string, double>(),
        Switches = new Dictionary<string, string>(),
        InScope = fused.Length,
        Candidates = fused.Length,
        Confidence = 0.5,
        Answerable = true,
        Read = [],
    };
}
