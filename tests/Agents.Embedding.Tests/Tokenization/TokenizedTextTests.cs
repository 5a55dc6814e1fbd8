using Agents.Embedding.Tokenization;
using CsCheck;

namespace Agents.Embedding.Tests.Tokenization;

public sealed class TokenizedTextTests
{
    [Fact]
    public void A_pair_has_one_start_and_two_separators()
    {
        var pair = TokenizedText.Pair(new([101, 7, 8, 102], 0), new([101, 9, 102], 0), 512);

        Assert.Equal([101, 7, 8, 102, 9, 102], pair.Ids);
        Assert.Equal(4, pair.FirstLength);
    }

    // What truncate_sequences with longest_first leaves, in the Hugging Face tokenizers.
    [Theory]
    [InlineData(2, 9, 8, 2, 3)]
    [InlineData(9, 2, 8, 3, 2)]
    [InlineData(9, 9, 8, 2, 3)]
    [InlineData(9, 8, 8, 3, 2)]
    [InlineData(8, 9, 9, 3, 3)]
    [InlineData(0, 9, 8, 0, 5)]
    [InlineData(9, 0, 8, 5, 0)]
    [InlineData(2, 3, 8, 2, 3)]
    [InlineData(4, 4, 3, 0, 0)]
    public void What_is_too_long_is_cut_from_the_longer_text(
        int first, int second, int lengthMax, int firstKept, int secondKept)
    {
        var pair = TokenizedText.Pair(Text(first, 10), Text(second, 40), lengthMax);

        Assert.Equal(
            [1, .. Enumerable.Range(10, firstKept), 2, .. Enumerable.Range(40, secondKept), 2], pair.Ids);
        Assert.Equal(firstKept + 2, pair.FirstLength);
    }

    [Fact]
    public void A_pair_is_as_long_as_it_may_be_and_cuts_no_text_that_is_the_shorter_by_far() =>
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 40], Gen.Int[3, 60]).Sample(
            (first, second, lengthMax) =>
            {
                var pair = TokenizedText.Pair(Text(first, 100), Text(second, 200), lengthMax);

                var room = lengthMax - 3;
                Assert.Equal(Math.Min(room, first + second) + 3, pair.Ids.Length);
                var kept = (First: pair.FirstLength - 2, Second: pair.Ids.Length - pair.FirstLength - 1);
                Assert.True(kept.First == first || kept.First >= room / 2);
                Assert.True(kept.Second == second || kept.Second >= room / 2);
            },
            seed: "0000000000000", iter: 2_000);

    private static TokenizedText Text(int pieces, int from) => new([1, .. Enumerable.Range(from, pieces), 2], 0);
}
