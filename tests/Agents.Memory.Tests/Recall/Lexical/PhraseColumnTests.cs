using Agents.Memory.Recall.Lexical;
using CsCheck;

namespace Agents.Memory.Tests.Recall.Lexical;

public sealed class PhraseColumnTests
{
    [Fact]
    public void Each_document_has_what_was_set_last_whatever_was_cleared() =>
        Gen.Select(Gen.Int[0, 60], Gen.UShort.Array[0, 60], Gen.Bool).Array[0, 200].Sample(changes =>
        {
            var column = new PhraseColumn();
            var model = new Dictionary<int, ushort[]>();
            foreach (var (ordinal, pairs, clear) in changes)
            {
                if (model.Remove(ordinal) || clear)
                {
                    column.Clear(ordinal);
                }

                if (!clear)
                {
                    column.Set(ordinal, pairs);
                    model[ordinal] = pairs;
                }
            }

            for (var ordinal = 0; ordinal <= 61; ordinal++)
            {
                Assert.Equal(model.GetValueOrDefault(ordinal, []), column[ordinal]);
            }
        });

    [Fact]
    public void What_was_cleared_gives_its_room_back()
    {
        var column = new PhraseColumn();
        var pairs = new ushort[100];
        column.Set(0, pairs);
        for (var i = 0; i < 1_000; i++)
        {
            column.Set(1, pairs);
            column.Clear(1);
        }

        Assert.InRange(column.Bytes, 1, 4_000);
        Assert.Equal(100, column[0].Length);
    }

    [Fact]
    public void A_document_that_was_never_set_has_none_and_may_be_cleared()
    {
        var column = new PhraseColumn();

        column.Clear(1_000);

        Assert.Empty(column[1_000].ToArray());
    }

    [Fact]
    public void Pairs_have_an_order() =>
        Gen.Select(Gen.ULong, Gen.ULong).Where(pair => pair.Item1 != pair.Item2).Sample((first, second) =>
            PhraseColumn.HashOf(first, second) == PhraseColumn.HashOf(first, second)
            && (PhraseColumn.HashOf(first, second) != PhraseColumn.HashOf(second, first) || Collides(first, second)));

    [Fact]
    public void A_pair_that_shares_a_hash_misleads_only_where_both_words_stand_in_the_document()
    {
        var index = new LexicalIndex();
        var (one, other) = Colliding();
        Add(index, 0, one);
        Add(index, 1, (other.First, 7));
        Add(index, 2, (other.Second, 8));
        var scores = new float[3];

        var any = index.ScorePhrases(new LexicalQuery([], [other]), scores);

        Assert.False(any);
        Assert.Equal([0, 0, 0], scores);
    }

    // One in 65,536 hashes the same both ways, which is what 16 bits cost.
    private static bool Collides(ulong first, ulong second) =>
        PhraseColumn.HashOf(first, second) == PhraseColumn.HashOf(second, first);

    private static ((ulong First, ulong Second) One, (ulong First, ulong Second) Other) Colliding()
    {
        var seen = new Dictionary<ushort, (ulong, ulong)>();
        for (ulong key = 100; ; key += 2)
        {
            var pair = (key, key + 1);
            if (!seen.TryAdd(PhraseColumn.HashOf(pair.key, pair.Item2), pair))
            {
                return (seen[PhraseColumn.HashOf(pair.key, pair.Item2)], pair);
            }
        }
    }

    private static void Add(LexicalIndex index, int ordinal, (ulong First, ulong Second) pair)
    {
        (ulong Key, int Count)[] terms =
            [(Math.Min(pair.First, pair.Second), 1), (Math.Max(pair.First, pair.Second), 1)];
        index.Add(ordinal, new(terms, [pair], 2, 0, default));
    }
}
