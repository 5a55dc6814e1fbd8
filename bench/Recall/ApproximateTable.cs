using System.Diagnostics;
using System.Globalization;
using Agents.Memory.Recall;
using Agents.Memory.Recall.Vectors;

namespace Agents.Bench.Recall;

/// <summary>The approximate index beside the scan of all, in one run: time, recall, and what it costs.</summary>
/// <remarks>Clustered vectors. Each round asks another question, so that rows are not in a cache because the last
/// question visited them.</remarks>
internal static class ApproximateTable
{
    private const int Rounds = 201;
    private const int Questions = 200;
    private const int Clusters = 2_000;
    private const int Hits = 10;

    public static void Print(TextWriter output)
    {
        output.WriteLine(
            $"clustered vectors of {SyntheticStore.Dimension} dimensions, one thread, medians of {Rounds}");
        output.WriteLine(
            "| rows | exact scan us | approximate us | recall@10 | rows visited | build ms | index bytes | a row |");
        output.WriteLine("|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var rows in (int[])[10_000, 30_000, 100_000, 300_000])
        {
            PrintRow(output, rows);
        }
    }

    private static void PrintRow(TextWriter output, int rows)
    {
        var random = new Random(1);
        var centres = Enumerable.Range(0, Clusters).Select(_ => Unit(random)).ToArray();
        var plane = new VectorPlane(SyntheticStore.Dimension);
        for (var i = 0; i < rows; i++)
        {
            plane.Set(i, PackedVector.Pack(Near(random, centres)));
        }

        var start = Stopwatch.GetTimestamp();
        var index = ApproximateIndex.Build(plane.Capture(), CancellationToken.None);
        var build = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        plane.Install(index);
        var questions = Enumerable.Range(0, Questions).Select(_ => new QueryVector(Near(random, centres))).ToArray();
        var cosines = new float[rows];
        var has = new float[rows];
        var scope = Enumerable.Repeat(1f, rows).ToArray();
        var (one, other) = (0, 0);
        var medians = Stopwatches.Medians(
            Rounds,
            () => plane.Scan(questions[one++ % Questions], cosines),
            () =>
            {
                Array.Clear(has);
                plane.ScanNearest(questions[other++ % Questions], scope, cosines, has);
            });
        var measured = questions.Select(question => Measure(plane, question, scope)).ToArray();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {rows:N0} | {medians[0] * 1000:0} | {medians[1] * 1000:0} | {measured.Average(m => m.Recall):0.0000} | "
            + $"{measured.Average(m => m.Visited):N0} | {build:N0} | {index.Bytes:N0} | "
            + $"{(double)index.Bytes / rows:0.0} |"));
    }

    private static (double Recall, double Visited) Measure(VectorPlane plane, QueryVector question, float[] scope)
    {
        var exact = new float[scope.Length];
        plane.Scan(question, exact);
        var has = new float[scope.Length];
        var visited = plane.ScanNearest(question, scope, new float[scope.Length], has);
        var best = new BestRows(Hits);
        for (var ordinal = 0; ordinal < exact.Length; ordinal++)
        {
            best.Offer(ordinal, exact[ordinal]);
        }

        return (best.Rows.ToArray().Count(row => has[row.Ordinal] != 0) / (double)Hits, visited);
    }

    private static float[] Near(Random random, float[][] centres)
    {
        var noise = Unit(random);
        var centre = centres[random.Next(centres.Length)];
        return [.. centre.Select((x, i) => x + (0.8f * noise[i]))];
    }

    private static float[] Unit(Random random)
    {
        var vector = new float[SyntheticStore.Dimension];
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] = (float)(random.NextDouble() - random.NextDouble());
        }

        var norm = MathF.Sqrt(vector.Sum(x => x * x));
        return [.. vector.Select(x => x / norm)];
    }
}
