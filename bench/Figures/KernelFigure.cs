using System.Diagnostics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Agents.Bench.Hosting;
using Agents.Bench.Load;
using Agents.Bench.Statistics;
using Agents.Memory.Recall;
using Agents.Memory.Recall.Columns;
using Agents.Memory.Recall.Fusion;
using Agents.Memory.Recall.Vectors;

namespace Agents.Bench.Figures;

/// <summary>Finding the nearest vectors against reading the same bytes once, on one thread.</summary>
/// <remarks>The kernel is what a search does with vectors: quantise the question, scan, keep the best 40, rescore
/// them.</remarks>
internal sealed class KernelFigure : IFigure
{
    private const int Rows = DataSet.MemoriesPerUser;
    private const int Kept = 40;
    private const int Top = 10;
    private const int Queries = 100;
    private const int Seed = 71;

    private readonly float[] _cosines = new float[Rows];

    public string Name => "kernel";

    public string What => "retrieval kernel at 10,000, against the memory-bandwidth limit";

    public Must Must => new(1.5, "x");

    public Task<Measurement> MeasureAsync(FigureContext context, CancellationToken cancellationToken)
    {
        var vectors = new HashVectors(StubServer.Dimension);
        var sentences = new SentenceGenerator(Seed);
        var plane = new VectorPlane(StubServer.Dimension);
        var exact = new float[Rows][];
        var ids = new IdColumn();
        for (var row = 0; row < Rows; row++)
        {
            exact[row] = vectors.Of(sentences.Sentence());
            plane.Set(row, PackedVector.Pack(exact[row]));
            ids.Add($"episode-{row}");
        }

        float[][] questions = [.. Enumerable.Range(0, Queries).Select(_ => vectors.Of(sentences.Question()))];
        var bytes = GC.AllocateArray<byte>(Rows * VectorPlane.StrideOf(StubServer.Dimension), pinned: true);
        new Random(Seed).NextBytes(bytes);
        var kernel = new List<double>();
        var scan = new List<double>();
        var limit = new List<double>();
        var rounds = context.Count(full: 60, quick: 10);
        var found = 0;
        for (var round = -rounds / 2; round < rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var question in questions)
            {
                var (searched, best) = Time(() => Search(plane, ids, question));
                var query = new QueryVector(question);
                var (scanned, _) = Time(() => Scan(plane, query));
                var (read, _) = Time(() => ReadOnce(bytes));

                // The rounds below zero let the compiler finish its work.
                if (round >= 0)
                {
                    kernel.Add(searched);
                    scan.Add(scanned);
                    limit.Add(read);
                }

                found += round == 0 ? best.Intersect(Nearest(exact, question)).Count() : 0;
            }
        }

        var (search, floor) = (Quantiles.Median(kernel), Quantiles.Median(limit));
        return Task.FromResult(new Measurement(
            search / floor,
            new Beside("kernel", search * 1e6, "us p50"),
            new Beside("p95", Quantiles.Of(kernel, 0.95) * 1e6, "us"),
            new Beside("of it the scan", Quantiles.Median(scan) * 1e6, "us p50"),
            new Beside("reading the bytes once", floor * 1e6, "us p50"),
            new Beside("bandwidth", bytes.Length / floor / 1e9, "GB/s"),
            new Beside("recall@10 of the exact scan", (double)found / (Queries * Top), "")));
    }

    private static (double Seconds, T Result) Time<T>(Func<T> work)
    {
        var started = Stopwatch.GetTimestamp();
        var result = work();
        return (Stopwatch.GetElapsedTime(started).TotalSeconds, result);
    }

    private float Scan(VectorPlane plane, QueryVector query)
    {
        plane.Scan(query, _cosines);
        return _cosines[0];
    }

    private int[] Search(VectorPlane plane, IdColumn ids, float[] question)
    {
        var query = new QueryVector(question);
        plane.Scan(query, _cosines);
        var best = new BestCandidates(Kept, ids);
        best.OfferAll(_cosines);
        var rows = best.Ordinals();
        plane.Refine(query, rows, _cosines);
        Array.Sort(Array.ConvertAll(rows, row => -_cosines[row]), rows);
        return rows[..Top];
    }

    private static int[] Nearest(float[][] exact, float[] question) =>
    [
        .. exact.Index().OrderByDescending(entry => TensorPrimitives.Dot<float>(entry.Item, question))
            .Take(Top).Select(entry => entry.Index),
    ];

    // Eight sums at once, so that no addition waits for the one before it and only the loads count.
    private static long ReadOnce(byte[] bytes)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(bytes);
        var width = (nuint)Vector512<byte>.Count;
        var (a, b, c, d) = (Vector512<byte>.Zero, Vector512<byte>.Zero, Vector512<byte>.Zero, Vector512<byte>.Zero);
        var (e, f, g, h) = (a, b, c, d);
        for (nuint i = 0; i <= (nuint)bytes.Length - (8 * width); i += 8 * width)
        {
            a += Vector512.LoadUnsafe(ref first, i);
            b += Vector512.LoadUnsafe(ref first, i + width);
            c += Vector512.LoadUnsafe(ref first, i + (2 * width));
            d += Vector512.LoadUnsafe(ref first, i + (3 * width));
            e += Vector512.LoadUnsafe(ref first, i + (4 * width));
            f += Vector512.LoadUnsafe(ref first, i + (5 * width));
            g += Vector512.LoadUnsafe(ref first, i + (6 * width));
            h += Vector512.LoadUnsafe(ref first, i + (7 * width));
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h);
    }
}
