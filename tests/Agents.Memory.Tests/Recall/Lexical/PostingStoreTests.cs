using Agents.Memory.Recall.Lexical;
using CsCheck;

namespace Agents.Memory.Tests.Recall.Lexical;

public sealed class PostingStoreTests
{
    private static readonly Gen<(ulong Key, int Ordinal, int Count)[]> GenPostings =
        Gen.Select(Gen.ULong[1, 60], Gen.Int[0, 400], Gen.Int[1, 300])
            .Array[0, 400].Select(all => all.DistinctBy(posting => (posting.Item1, posting.Item2)).ToArray());

    [Fact]
    public void Postings_are_what_was_added_less_what_was_removed_in_any_order() =>
        Gen.Select(GenPostings, Gen.Bool.Array[401], Gen.Bool).Sample((postings, removed, again) =>
        {
            var store = new PostingStore();
            AddAll(store, postings);
            store.Remove(removed);
            var left = postings.Where(posting => !removed[posting.Ordinal]).ToArray();
            if (again)
            {
                AddAll(store, postings.Except(left));
                left = postings;
            }

            Assert.Equal(left.Select(posting => posting.Key).Distinct().Count(), store.Terms);
            for (ulong key = 1; key <= 61; key++)
            {
                var expected = left.Where(posting => posting.Key == key).OrderBy(posting => posting.Ordinal);
                Assert.Equal(expected.Select(posting => (posting.Ordinal, posting.Count)), Read(store, key));
            }
        });

    [Fact]
    public void Keys_that_crowd_one_place_of_the_table_are_all_found_while_others_go()
    {
        // Many more keys than the table starts with, removed one document at a time.
        var store = new PostingStore();
        for (var i = 0; i < 500; i++)
        {
            store.Add((ulong)(i + 1) << 40, i, 1);
        }

        for (var gone = 0; gone < 500; gone += 3)
        {
            var removed = new bool[500];
            removed[gone] = true;
            store.Remove(removed);
        }

        for (var i = 0; i < 500; i++)
        {
            Assert.Equal(i % 3 == 0 ? 0 : 1, Read(store, (ulong)(i + 1) << 40).Count);
        }
    }

    [Fact]
    public void Blocks_of_lists_that_went_are_used_again()
    {
        var store = new PostingStore();
        var everything = Enumerable.Repeat(true, 1_000).ToArray();
        Fill(store);
        var bytes = store.Bytes;
        for (var round = 0; round < 5; round++)
        {
            store.Remove(everything);
            Fill(store);
        }

        Assert.Equal(bytes, store.Bytes);
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(8, 8)]
    [InlineData(9, 12)]
    [InlineData(13, 16)]
    [InlineData(17, 24)]
    [InlineData(25, 32)]
    [InlineData(1_000_000, 1_048_576)]
    public void A_block_is_the_smallest_size_that_fits(int length, int size) =>
        Assert.Equal(size, PostingArena.BlockSize(length));

    [Fact]
    public void Damaged_postings_are_refused()
    {
        var store = new PostingStore();

        Assert.Throws<InvalidDataException>(() => store.Load(5, 2, [2], 10));
        Assert.Throws<InvalidDataException>(() => store.Load(5, 1, [200, 200, 200, 200, 200, 200], 10));
        Assert.Throws<InvalidDataException>(() => store.Load(5, 1, [40], 10));
    }

    private static void Fill(PostingStore store)
    {
        for (var ordinal = 0; ordinal < 1_000; ordinal++)
        {
            store.Add(1 + ((ulong)ordinal % 7), ordinal, 1);
        }
    }

    private static void AddAll(PostingStore store, IEnumerable<(ulong Key, int Ordinal, int Count)> postings)
    {
        foreach (var (key, ordinal, count) in postings)
        {
            store.Add(key, ordinal, count);
        }
    }

    private static List<(int Ordinal, int Count)> Read(PostingStore store, ulong key)
    {
        var read = new List<(int Ordinal, int Count)>();
        if (store.TryGet(key, out var cursor))
        {
            while (cursor.MoveNext())
            {
                read.Add((cursor.Ordinal, cursor.Count));
            }
        }

        return read;
    }
}
