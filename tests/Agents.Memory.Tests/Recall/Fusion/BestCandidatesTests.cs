using Agents.Memory.Recall.Columns;
using Agents.Memory.Recall.Fusion;
using CsCheck;

namespace Agents.Memory.Tests.Recall.Fusion;

public sealed class BestCandidatesTests
{
    private static readonly Gen<float[]> Scores = Gen.OneOf(
        Gen.Float[-1, 1].Array[0, 3_000],
        Gen.Int[0, 5].Select(score => (float)score).Array[1_000, 3_000],
        Gen.Float[-1, 1].Select(score => score < 0.9f ? float.NegativeInfinity : score).Array[1_000, 3_000],
        Gen.Float[-1, 1].Array[1_100, 2_000].Select(scores => scores.Order().ToArray()),
        Gen.Float[-1, 1].Array[1_100, 2_000].Select(scores => scores.OrderDescending().ToArray()));

    [Fact]
    public void The_best_are_those_of_a_full_sort_whatever_the_order() => Gen.Select(Scores, Gen.Int[1, 90]).Sample(
        (scores, capacity) =>
        {
            var ids = new IdColumn();
            for (var i = 0; i < scores.Length; i++)
            {
                ids.Add($"id{i:00000}");
            }

            var best = new BestCandidates(capacity, ids);
            best.OfferAll(scores);

            // What scores minus infinity is no candidate. The ids grow with the ordinals: the lower one wins a tie.
            int[] expected =
            [
                .. Enumerable.Range(0, scores.Length)
                    .Where(ordinal => !float.IsNegativeInfinity(scores[ordinal]))
                    .OrderByDescending(ordinal => scores[ordinal]).ThenBy(ordinal => ordinal).Take(capacity).Order(),
            ];
            Assert.Equal(expected, best.Ordinals().Order());
        },
        iter: 200);
}
