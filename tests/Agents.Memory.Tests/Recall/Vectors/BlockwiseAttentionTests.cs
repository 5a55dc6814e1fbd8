using Agents.Memory.Recall.Vectors;
using CsCheck;

namespace Agents.Memory.Tests.Recall.Vectors;

public sealed class BlockwiseAttentionTests
{
    private const int Dimension = SomeVectors.Dimension;

    private static readonly Gen<(int Rows, int Block, int Part, double Beta, int Seed)> GenCase =
        Gen.Select(Gen.Int[0, 300], Gen.Int[1, 400], Gen.Int[1, 50], Gen.Double[0, 50], Gen.Int[0, 1000]);

    [Fact]
    public void The_answer_is_the_same_bit_for_bit_whatever_the_block_and_however_the_reader_gives_it() =>
        GenCase.Sample(some =>
        {
            var rows = Vectors(some.Seed, some.Rows);
            var query = new SomeVectors(some.Seed + 1, 5).Next();

            var whole = Read(rows, Math.Max(1, some.Rows), int.MaxValue, query, some.Beta);
            var parts = Read(rows, some.Block, some.Part, query, some.Beta);

            Assert.Equal(whole.Best, parts.Best);
            Assert.Equal(whole.Readout, parts.Readout);
            Assert.Equal(whole.LogSumExp, parts.LogSumExp);
            Assert.Equal(some.Rows, parts.Rows);
        });

    [Fact]
    public void The_answer_is_that_of_the_softmax_in_two_passes() =>
        GenCase.Where(some => some.Rows > 0).Sample(some =>
        {
            var rows = Vectors(some.Seed, some.Rows);
            var query = new SomeVectors(some.Seed + 1, 5).Next();
            var logits = rows.Select(row => some.Beta * VectorMath.Dot(query, row)).ToArray();
            var weights = logits.Select(logit => Math.Exp(logit - logits.Max())).ToArray();

            var reading = Read(rows, some.Block, some.Part, query, some.Beta);

            for (var j = 0; j < Dimension; j++)
            {
                var expected = rows.Select((row, i) => weights[i] / weights.Sum() * row[j]).Sum();
                Assert.Equal(expected, reading.Readout[j], 1e-9);
            }

            Assert.Equal(logits.Max() + Math.Log(weights.Sum()), reading.LogSumExp, 1e-9);
            Assert.Equal(
                Enumerable.Range(0, some.Rows).OrderByDescending(i => VectorMath.Dot(query, rows[i])).Take(10),
                reading.Best.Select(best => best.Ordinal));
        });

    [Fact]
    public void Rows_as_similar_as_each_other_stand_by_ordinal()
    {
        var row = new SomeVectors(1, 1).Next();

        var reading = Read([.. Enumerable.Repeat(row, 30)], 7, 3, row, 1);

        Assert.Equal(Enumerable.Range(0, 10), reading.Best.Select(best => best.Ordinal));
    }

    [Fact]
    public void Large_logits_neither_overflow_nor_lose_the_best_row()
    {
        var rows = Vectors(1, 100);

        var reading = Read(rows, 16, 16, rows[42], 1e6);

        Assert.Equal(42, reading.Best[0].Ordinal);
        Assert.Equal(rows[42].Select(x => (double)x), reading.Readout);
    }

    [Fact]
    public void No_rows_give_nothing()
    {
        var reading = Read([], 4, 4, new float[Dimension], 1);

        Assert.Empty(reading.Best);
        Assert.All(reading.Readout, x => Assert.Equal(0, x));
        Assert.Equal(double.NegativeInfinity, reading.LogSumExp);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_beta_that_is_no_temperature_is_refused(double beta) =>
        Assert.Throws<ArgumentException>(() => Read([], 4, 4, new float[Dimension], beta));

    [Fact]
    public void A_row_that_is_not_finite_is_refused() =>
        Assert.Throws<ArgumentException>(
            () => Read([Enumerable.Repeat(float.NaN, Dimension).ToArray()], 4, 4, new float[Dimension], 1));

    [Fact]
    public void What_is_allocated_does_not_grow_with_the_rows()
    {
        var query = new SomeVectors(1, 1).Next();
        long Allocated(int rows)
        {
            var attention = new BlockwiseAttention(Dimension, 64);
            var left = rows;
            int Reader(Span<int> ordinals, Span<float> block)
            {
                var read = Math.Min(left, ordinals.Length);
                block[..(read * Dimension)].Fill(0.1f);
                ordinals[..read].Fill(left);
                left -= read;
                return read;
            }

            var before = GC.GetAllocatedBytesForCurrentThread();
            attention.Read(query, 5, 10, Reader);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Allocated(100);
        Assert.Equal(Allocated(100), Allocated(50_000));
    }

    [Fact]
    public void The_scan_with_rescoring_finds_what_attention_over_the_plane_finds()
    {
        var some = new SomeVectors(12, 20);
        var plane = some.Plane(3_000);
        plane.Clear(17);
        for (var i = 0; i < 20; i++)
        {
            var query = new QueryVector(some.Next());
            var cosines = new float[3_000];
            plane.Scan(query, cosines);
            int[] nearest = [.. Enumerable.Range(0, 3_000).OrderByDescending(o => cosines[o]).Take(60)];
            plane.Refine(query, nearest, cosines);
            var next = 0;

            var reading = new BlockwiseAttention(Dimension, 100)
                .Read(query.Exact, 1, 10, (ordinals, rows) => plane.Read(ref next, ordinals, rows));

            Assert.Equal(2_999, reading.Rows);
            Assert.Equal(
                reading.Best.Select(best => Math.Round(best.Similarity, 5)),
                nearest.Select(o => cosines[o]).OrderDescending().Take(10).Select(cosine => Math.Round(cosine, 5)),
                (one, other) => Math.Abs(one - other) < 2e-5);
        }
    }

    private static float[][] Vectors(int seed, int count)
    {
        var some = new SomeVectors(seed, 5);
        return [.. Enumerable.Range(0, count).Select(_ => some.Next())];
    }

    private static AttentionReading Read(float[][] rows, int block, int part, float[] query, double beta)
    {
        var next = 0;
        return new BlockwiseAttention(Dimension, block).Read(query, beta, 10, (ordinals, target) =>
        {
            var read = Math.Min(Math.Min(ordinals.Length, part), rows.Length - next);
            for (var i = 0; i < read; i++)
            {
                ordinals[i] = next;
                rows[next++].CopyTo(target[(i * Dimension)..]);
            }

            return read;
        });
    }
}
