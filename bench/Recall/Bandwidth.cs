using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Agents.Bench.Recall;

/// <summary>The limit of every scan: reading the bytes once with the widest loads there are.</summary>
internal static class Bandwidth
{
    /// <summary>Makes a buffer of bytes that no page of zeros stands behind.</summary>
    public static byte[] Buffer(int length)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(length, pinned: true);
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    // Eight sums at once, so that no addition waits for the one before it and only the loads count.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static byte ReadOnce(byte[] bytes)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(bytes);
        var width = (nuint)Vector512<byte>.Count;
        var (a, b, c, d) = (Vector512<byte>.Zero, Vector512<byte>.Zero, Vector512<byte>.Zero, Vector512<byte>.Zero);
        var (e, f, g, h) = (a, b, c, d);
        for (nuint i = 0; i + (8 * width) <= (nuint)bytes.Length; i += 8 * width)
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
