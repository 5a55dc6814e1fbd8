using Agents.Memory.Recall;
using Agents.Memory.Recall.Vectors;

namespace Agents.Memory.Tests.Recall.Vectors;

/// <summary>Vectors from a seed, in clusters or without any structure, and what an exact scan finds among
/// them.</summary>
internal sealed class SomeVectors(int seed, int clusters)
{
    public const int Dimension = 48;

    private readonly Random _random = new(seed);
    private readonly List<float[]> _centres = [];

    public float[] Next()
    {
        var noise = Unit();
        if (clusters == 0)
        {
            return noise;
        }

        while (_centres.Count < clusters)
        {
            _centres.Add(Unit());
        }

        var centre = _centres[_random.Next(clusters)];
        return [.. centre.Select((x, i) => x + (0.8f * noise[i]))];
    }

    public VectorPlane Plane(int rows)
    {
        var plane = new VectorPlane(Dimension);
        for (var i = 0; i < rows; i++)
        {
            plane.Set(i, PackedVector.Pack(Next()));
        }

        return plane;
    }

    /// <summary>Gives the mean recall of ten neighbours over questions like the rows, and the share visited.</summary>
    public (double Recall, double Visited) Measure(VectorPlane plane, int rows, int questions)
    {
        double found = 0;
        double visited = 0;
        for (var i = 0; i < questions; i++)
        {
            var question = new QueryVector(Next());
            var exact = new float[rows];
            plane.Scan(question, exact);
            var near = Nearest(plane, question, rows);
            visited += (double)near.Visited / rows;
            found += Best(exact, ordinal => plane.Has(ordinal))
                .Intersect(Best(near.Cosines, ordinal => near.Has[ordinal] != 0)).Count() / 10.0;
        }

        return (found / questions, visited / questions);
    }

    /// <summary>Scans the nearest lists with everything in scope.</summary>
    public static (float[] Cosines, float[] Has, int Visited) Nearest(VectorPlane plane, QueryVector question, int rows)
    {
        var cosines = new float[rows];
        var has = new float[rows];
        var visited = plane.ScanNearest(question, Enumerable.Repeat(1f, rows).ToArray(), cosines, has);
        return (cosines, has, visited);
    }

    public static IEnumerable<int> Best(float[] cosines, Func<int, bool> counts) =>
        Enumerable.Range(0, cosines.Length).Where(counts).OrderByDescending(i => cosines[i]).ThenBy(i => i).Take(10);

    private float[] Unit()
    {
        var vector = Enumerable.Range(0, Dimension)
            .Select(_ => (float)(_random.NextDouble() - _random.NextDouble())).ToArray();
        var norm = VectorMath.Norm(vector);
        return [.. vector.Select(x => x / norm)];
    }
}
