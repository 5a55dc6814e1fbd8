using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Agents.Memory.Recall;
using Agents.Memory.Recall.Vectors;

namespace Agents.Bench.Recall;

/// <summary>How near the scan of the vectors comes to just reading them, in one run.</summary>
internal static class KernelTable
{
    private const int Rounds = 801;
    private const int Rescored = 40;

    public static void Print(TextWriter output)
    {
        output.WriteLine($"kernel: {Kernel()}; {SyntheticStore.Dimension} dimensions, one thread, medians of {Rounds}");
        output.WriteLine(
            "| rows | coarse plane MB | read once ms | GB/s | scan ms | scan / read | scan + rescore ms | / read |");
        output.WriteLine("|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var rows in (int[])[1_000, 10_000, 30_000])
        {
            PrintRow(output, rows);
        }
    }

    private static void PrintRow(TextWriter output, int rows)
    {
        var random = new Random(1);
        var plane = new VectorPlane(SyntheticStore.Dimension);
        for (var i = 0; i < rows; i++)
        {
            plane.Set(i, PackedVector.Pack(Vector(random)));
        }

        var query = new QueryVector(Vector(random));
        var cosines = new float[rows];
        var buffer = GC.AllocateArray<long>(
            rows * VectorPlane.StrideOf(SyntheticStore.Dimension) / sizeof(long), pinned: true);
        random.NextBytes(MemoryMarshal.AsBytes(buffer.AsSpan()));
        long sink = 0;
        int[] best = [.. Enumerable.Range(0, Rescored).Select(i => i * (rows / Rescored))];
        var medians = Stopwatches.Medians(
            Rounds,
            () => sink ^= Read(buffer),
            () => plane.Scan(query, cosines),
            () =>
            {
                plane.Scan(query, cosines);
                plane.Refine(query, best, cosines);
            });
        GC.KeepAlive(sink);
        var megabytes = buffer.LongLength * sizeof(long) / 1e6;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {rows:N0} | {megabytes:0.00} | {medians[0]:0.000} | {megabytes / medians[0]:0.0} | "
            + $"{medians[1]:0.000} | {medians[1] / medians[0]:0.00} | "
            + $"{medians[2]:0.000} | {medians[2] / medians[0]:0.00} |"));
    }

    // The widest loads there are, four accumulators, nothing else: no scan can be faster than this.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static long Read(long[] buffer)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(buffer);
        return Vector512.IsHardwareAccelerated ? Read512(ref first, buffer.Length) : Read256(ref first, buffer.Length);
    }

    private static long Read512(ref long first, int length)
    {
        var (a, b, c, d) = (Vector512<long>.Zero, Vector512<long>.Zero, Vector512<long>.Zero, Vector512<long>.Zero);
        for (nuint i = 0; i + 32 <= (nuint)length; i += 32)
        {
            a ^= Vector512.LoadUnsafe(ref first, i);
            b ^= Vector512.LoadUnsafe(ref first, i + 8);
            c ^= Vector512.LoadUnsafe(ref first, i + 16);
            d ^= Vector512.LoadUnsafe(ref first, i + 24);
        }

        return Vector512.Sum(a ^ b ^ c ^ d);
    }

    private static long Read256(ref long first, int length)
    {
        var (a, b, c, d) = (Vector256<long>.Zero, Vector256<long>.Zero, Vector256<long>.Zero, Vector256<long>.Zero);
        for (nuint i = 0; i + 16 <= (nuint)length; i += 16)
        {
            a ^= Vector256.LoadUnsafe(ref first, i);
            b ^= Vector256.LoadUnsafe(ref first, i + 4);
            c ^= Vector256.LoadUnsafe(ref first, i + 8);
            d ^= Vector256.LoadUnsafe(ref first, i + 12);
        }

        return Vector256.Sum(a ^ b ^ c ^ d);
    }

    private static string Kernel() => AvxVnni.IsSupported ? "AVX-VNNI"
        : Avx512BW.IsSupported ? "AVX-512BW" : Avx2.IsSupported ? "AVX2" : "portable";

    private static float[] Vector(Random random) =>
        [.. Enumerable.Range(0, SyntheticStore.Dimension).Select(_ => (float)(random.NextDouble() - 0.5))];
}
