using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Agents.Memory.Recall.Vectors;

/// <summary>Exact dot products of one 8-bit vector with many rows of an 8-bit matrix.</summary>
/// <remarks>
/// Every variant gives the same integers. Components lie in -127..127, so a pair of products fits 16 bits and a row of
/// up to 100,000 components fits 32. Rows follow each other at a stride that is a multiple of <see cref="Alignment"/>;
/// the padding is zero.
/// </remarks>
internal static class Int8Dot
{
    /// <summary>What the length of a padded row is a multiple of, in bytes: one cache line.</summary>
    public const int Alignment = 64;

    /// <summary>Computes <c>dots[i] = sum(query[j] * rows[i * stride + j])</c>, with the fastest variant there is.</summary>
    /// <param name="query">The padded vector; its length is the stride.</param>
    /// <param name="rows">At least <c>dots.Length</c> rows.</param>
    /// <param name="rowSums">The sum of each row's components.</param>
    /// <param name="dots">Receives one product a row.</param>
    public static void Scan(
        ReadOnlySpan<sbyte> query, ReadOnlySpan<sbyte> rows, ReadOnlySpan<int> rowSums, Span<int> dots)
    {
        var stride = query.Length;
        if (stride % Alignment != 0 || rows.Length < (long)stride * dots.Length || rowSums.Length < dots.Length)
        {
            throw new ArgumentException("Rows, sums and products must match the padded query.", nameof(rows));
        }

        if (AvxVnni.IsSupported)
        {
            ScanVnni(query, rows, rowSums, dots);
        }
        else if (Avx2.IsSupported)
        {
            ScanAvx2(query, rows, dots);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            ScanVector128(query, rows, dots);
        }
        else
        {
            ScanScalar(query, rows, dots);
        }
    }

    /// <summary>One instruction multiplies and adds 32 pairs, but of unsigned by signed bytes only.</summary>
    /// <remarks>So the query is raised by 128, and 128 times the row's sum is taken off the product.</remarks>
    internal static void ScanVnni(
        ReadOnlySpan<sbyte> query, ReadOnlySpan<sbyte> rows, ReadOnlySpan<int> rowSums, Span<int> dots)
    {
        var stride = query.Length;
        var raised = stride <= 2048 ? stackalloc byte[stride] : new byte[stride];
        for (var j = 0; j < stride; j++)
        {
            raised[j] = (byte)(query[j] + 128);
        }

        ref var q = ref MemoryMarshal.GetReference(raised);
        ref var first = ref MemoryMarshal.GetReference(rows);
        var i = 0;
        for (; i <= dots.Length - 4; i += 4)
        {
            var four = FourVnni(ref q, ref Unsafe.Add(ref first, (nint)i * stride), stride);
            var sums = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(rowSums), (nuint)i);
            (four - (sums << 7)).StoreUnsafe(ref MemoryMarshal.GetReference(dots), (nuint)i);
        }

        ScanScalar(query, rows[(i * stride)..], dots[i..]);
    }

    /// <summary>Moves the query's signs to the row, since the instruction wants unsigned by signed bytes.</summary>
    internal static void ScanAvx2(ReadOnlySpan<sbyte> query, ReadOnlySpan<sbyte> rows, Span<int> dots)
    {
        var stride = query.Length;
        ref var q = ref MemoryMarshal.GetReference(query);
        ref var first = ref MemoryMarshal.GetReference(rows);
        var i = 0;
        for (; i <= dots.Length - 4; i += 4)
        {
            FourAvx2(ref q, ref Unsafe.Add(ref first, (nint)i * stride), stride)
                .StoreUnsafe(ref MemoryMarshal.GetReference(dots), (nuint)i);
        }

        ScanScalar(query, rows[(i * stride)..], dots[i..]);
    }

    internal static void ScanVector128(ReadOnlySpan<sbyte> query, ReadOnlySpan<sbyte> rows, Span<int> dots)
    {
        var stride = query.Length;
        ref var q = ref MemoryMarshal.GetReference(query);
        ref var first = ref MemoryMarshal.GetReference(rows);
        for (var i = 0; i < dots.Length; i++)
        {
            ref var row = ref Unsafe.Add(ref first, (nint)i * stride);
            var sum = Vector128<int>.Zero;
            for (var j = 0; j < stride; j += 16)
            {
                var (ql, qh) = Vector128.Widen(Vector128.LoadUnsafe(ref q, (nuint)j));
                var (rl, rh) = Vector128.Widen(Vector128.LoadUnsafe(ref row, (nuint)j));
                var (low, high) = Vector128.Widen((ql * rl) + (qh * rh));
                sum += low + high;
            }

            dots[i] = Vector128.Sum(sum);
        }
    }

    internal static void ScanScalar(ReadOnlySpan<sbyte> query, ReadOnlySpan<sbyte> rows, Span<int> dots)
    {
        for (var i = 0; i < dots.Length; i++)
        {
            var row = rows.Slice(i * query.Length, query.Length);
            var sum = 0;
            for (var j = 0; j < row.Length; j++)
            {
                sum += query[j] * row[j];
            }

            dots[i] = sum;
        }
    }

    private static Vector128<int> FourVnni(ref byte q, ref sbyte rows, int stride)
    {
        var a = Vector256<int>.Zero;
        var b = Vector256<int>.Zero;
        var c = Vector256<int>.Zero;
        var d = Vector256<int>.Zero;
        ref var second = ref Unsafe.Add(ref rows, stride);
        ref var third = ref Unsafe.Add(ref second, stride);
        ref var fourth = ref Unsafe.Add(ref third, stride);
        for (nuint j = 0; j < (nuint)stride; j += 32)
        {
            var part = Vector256.LoadUnsafe(ref q, j);
            a = AvxVnni.MultiplyWideningAndAdd(a, part, Vector256.LoadUnsafe(ref rows, j));
            b = AvxVnni.MultiplyWideningAndAdd(b, part, Vector256.LoadUnsafe(ref second, j));
            c = AvxVnni.MultiplyWideningAndAdd(c, part, Vector256.LoadUnsafe(ref third, j));
            d = AvxVnni.MultiplyWideningAndAdd(d, part, Vector256.LoadUnsafe(ref fourth, j));
        }

        return SumsOf(a, b, c, d);
    }

    private static Vector128<int> FourAvx2(ref sbyte q, ref sbyte rows, int stride)
    {
        var a = Vector256<int>.Zero;
        var b = Vector256<int>.Zero;
        var c = Vector256<int>.Zero;
        var d = Vector256<int>.Zero;
        ref var second = ref Unsafe.Add(ref rows, stride);
        ref var third = ref Unsafe.Add(ref second, stride);
        ref var fourth = ref Unsafe.Add(ref third, stride);
        for (nuint j = 0; j < (nuint)stride; j += 32)
        {
            var signs = Vector256.LoadUnsafe(ref q, j);
            var magnitudes = Avx2.Abs(signs);
            a += Products(magnitudes, signs, ref rows, j);
            b += Products(magnitudes, signs, ref second, j);
            c += Products(magnitudes, signs, ref third, j);
            d += Products(magnitudes, signs, ref fourth, j);
        }

        return SumsOf(a, b, c, d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Products(Vector256<byte> magnitudes, Vector256<sbyte> signs, ref sbyte row, nuint at)
    {
        var turned = Avx2.Sign(Vector256.LoadUnsafe(ref row, at), signs);
        return Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(magnitudes, turned), Vector256<short>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> SumsOf(Vector256<int> a, Vector256<int> b, Vector256<int> c, Vector256<int> d)
    {
        var sums = Avx2.HorizontalAdd(Avx2.HorizontalAdd(a, b), Avx2.HorizontalAdd(c, d));
        return sums.GetLower() + sums.GetUpper();
    }
}
