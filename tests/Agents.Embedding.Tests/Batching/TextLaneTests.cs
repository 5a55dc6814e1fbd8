using Agents.Embedding.Batching;
using Agents.Embedding.Tests.TestKit;
using CsCheck;

namespace Agents.Embedding.Tests.Batching;

public sealed class TextLaneTests
{
    private const int LengthMax = 256;

    private static readonly Gen<int[]> Lengths = Gen.Int[2, LengthMax].Array[1, 200];

    [Fact]
    public void Every_text_is_taken_once_and_the_oldest_first() =>
        Gen.Select(Lengths, Gen.Int[16, 1_024]).Sample(
            (lengths, tokensMax) =>
            {
                var left = new SortedSet<int>(Enumerable.Range(0, lengths.Length));
                foreach (var batch in TakeAll(lengths, tokensMax))
                {
                    Assert.Contains(left.Min, batch);
                    Assert.All(batch, index => Assert.True(left.Remove(index)));
                }

                Assert.Empty(left);
            },
            seed: "0000000000000", iter: 300);

    [Fact]
    public void A_text_waits_for_at_most_as_many_batches_as_texts_came_before_it() =>
        Gen.Select(Lengths, Gen.Int[16, 1_024]).Sample(
            (lengths, tokensMax) =>
            {
                foreach (var (round, batch) in TakeAll(lengths, tokensMax).Index())
                {
                    Assert.All(batch, index => Assert.True(round <= index));
                }
            },
            seed: "0000000000000", iter: 300);

    [Fact]
    public void A_batch_needs_at_most_a_quarter_of_padding_and_keeps_to_the_budget() =>
        Gen.Select(Lengths, Gen.Int[16, 1_024]).Sample(
            (lengths, tokensMax) =>
            {
                foreach (var batch in TakeAll(lengths, tokensMax))
                {
                    var padded = batch.Max(index => lengths[index]) * batch.Count;
                    Assert.True(padded <= 1.25 * batch.Sum(index => lengths[index]));
                    Assert.True(padded <= tokensMax || batch.Count == 1);
                }
            },
            seed: "0000000000000", iter: 300);

    [Fact]
    public void Texts_of_like_length_share_a_batch_up_to_the_budget()
    {
        var lengths = Enumerable.Repeat(20, 10).ToArray();

        Assert.Equal([4, 4, 2], TakeAll(lengths, tokensMax: 80).Select(batch => batch.Count));
    }

    private static List<List<int>> TakeAll(int[] lengths, int tokensMax)
    {
        var lane = new TextLane(LengthMax);
        lane.Add(new EncodingRequest([.. lengths.Select(length => FakeEncoder.Text(length))]));
        var batches = new List<List<int>>();
        var batch = new List<PendingText>();
        for (lane.TakeBatch(tokensMax, batch); batch.Count > 0; lane.TakeBatch(tokensMax, batch))
        {
            batches.Add(batch.ConvertAll(pending => pending.Index));
        }

        Assert.Equal(0, lane.Count);
        return batches;
    }
}
