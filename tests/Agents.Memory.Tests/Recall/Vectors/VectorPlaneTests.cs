using Agents.Memory.Recall;
using Agents.Memory.Recall.Vectors;

namespace Agents.Memory.Tests.Recall.Vectors;

public sealed class VectorPlaneTests
{
    private const int Dimension = 100;
    private const int Rows = 2_500;

    // What a cosine from both planes may be off by. Rows that lie nearer to each other may change places.
    private const double Error = 2e-4;

    [Fact]
    public void Scan_and_rescore_find_the_ten_nearest_of_an_exact_scan()
    {
        var random = new Random(20261123);
        var (plane, vectors) = Clustered(random);
        double found = 0;
        const int Questions = 40;
        for (var i = 0; i < Questions; i++)
        {
            var question = Near(random, vectors[random.Next(Rows)], 0.5f);
            double[] exact = [.. vectors.Select(vector => Dot(question, vector))];
            var tenth = exact.OrderDescending().ElementAt(9);
            found += Approximate(plane, question).Count(row => exact[row] >= tenth - Error) / 10.0;
        }

        Assert.InRange(found / Questions, 0.999, 1);
    }

    [Fact]
    public void Rescoring_is_nearer_to_the_exact_cosine_than_the_scan()
    {
        var random = new Random(7);
        var (plane, vectors) = Clustered(random);
        var question = new QueryVector(Near(random, vectors[5], 0.5f));
        var coarse = new float[Rows];
        plane.Scan(question, coarse);
        var refined = new float[Rows];
        plane.Refine(question, [.. Enumerable.Range(0, Rows)], refined);
        double scanError = 0;
        double rescoreError = 0;
        for (var i = 0; i < Rows; i++)
        {
            var exact = Dot(question.Exact, vectors[i]);
            scanError = Math.Max(scanError, Math.Abs(coarse[i] - exact));
            rescoreError = Math.Max(rescoreError, Math.Abs(refined[i] - exact));
        }

        Assert.InRange(rescoreError, 0, Error);
        Assert.InRange(scanError, rescoreError, 0.02);
    }

    [Fact]
    public void Rows_without_a_vector_have_no_cosine_and_take_no_room()
    {
        var plane = new VectorPlane(Dimension);
        plane.Set((VectorPlane.BlockRows * 3) + 5, PackedVector.Pack(Ones()));
        var cosines = new float[(VectorPlane.BlockRows * 3) + 100];
        Array.Fill(cosines, 9);

        plane.Scan(new QueryVector(Ones()), cosines);

        Assert.Equal(1, cosines[(VectorPlane.BlockRows * 3) + 5], 2);
        Assert.Equal(1, cosines.Sum(), 2);
        Assert.InRange(plane.Bytes, 1, 2 * VectorPlane.BlockRows * (VectorPlane.StrideOf(Dimension) + Dimension));
    }

    [Fact]
    public void A_cleared_row_is_zero_in_both_planes()
    {
        var plane = new VectorPlane(Dimension);
        plane.Set(0, PackedVector.Pack(Ones()));
        plane.Clear(0);
        var packed = new byte[PackedVector.SizeOf(Dimension)];

        plane.CopyTo(0, packed);

        Assert.All(packed, b => Assert.Equal(0, b));
    }

    [Fact]
    public void Vectors_come_out_as_they_went_in_while_the_plane_grows()
    {
        var (plane, vectors) = Clustered(new Random(3));
        var packed = new byte[PackedVector.SizeOf(Dimension)];
        for (var i = 0; i < Rows; i++)
        {
            plane.CopyTo(i, packed);
            Assert.Equal(PackedVector.Pack(vectors[i]), packed);
        }
    }

    private static (VectorPlane Plane, float[][] Vectors) Clustered(Random random)
    {
        var centres = Enumerable.Range(0, 50).Select(_ => Unit(random)).ToArray();
        var vectors = Enumerable.Range(0, Rows).Select(i => Near(random, centres[i % 50], 0.8f)).ToArray();
        var plane = new VectorPlane(Dimension);
        for (var i = 0; i < Rows; i++)
        {
            plane.Set(i, PackedVector.Pack(vectors[i]));
        }

        return (plane, vectors);
    }

    private static IEnumerable<int> Approximate(VectorPlane plane, float[] question)
    {
        var query = new QueryVector(question);
        var cosines = new float[Rows];
        plane.Scan(query, cosines);
        int[] best = [.. Enumerable.Range(0, Rows).OrderByDescending(i => cosines[i]).Take(40)];
        plane.Refine(query, best, cosines);
        return best.OrderByDescending(i => cosines[i]).Take(10);
    }

    private static double Dot(float[] one, float[] other)
    {
        double dot = 0;
        for (var i = 0; i < one.Length; i++)
        {
            dot += (double)one[i] * other[i];
        }

        return dot;
    }

    private static float[] Near(Random random, float[] centre, float spread)
    {
        var noise = Unit(random);
        return Normalised([.. centre.Select((x, i) => x + (spread * noise[i]))]);
    }

    private static float[] Unit(Random random) =>
        Normalised([.. Enumerable.Range(0, Dimension).Select(_ => (float)(random.NextDouble() - random.NextDouble()))]);

    private static float[] Normalised(float[] vector)
    {
        var norm = (float)Math.Sqrt(Dot(vector, vector));
        return [.. vector.Select(x => x / norm)];
    }

    private static float[] Ones()
    {
        var ones = new float[Dimension];
        Array.Fill(ones, 1);
        return ones;
    }
}
