using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Agents.Memory.Recall.Vectors;

/// <summary>Exact dot products of one 8-bit vector with many rows of an 8-bit matrix.</summary>
/// <remarks>
/// <para>Every variant gives the same integers. Rows follow each other at a stride that is a multiple of
/// <see cref="Alignment"/>; the padding is zero.</para>
/// <para>The instructions multiply unsigned by signed bytes, so the query is raised by <see cref="Raise"/> and that
/// many times the row's sum is taken off the product. Queries have 7 bits, -63..63, rows 8, -127..127: raised, a pair
/// of products is at most 2 * 127 * 127 and fits the 16 bits that AVX2 and AVX-512 add it up in. The bit that is lost
/// is won back by rescoring.</para>
/// </remarks>
internal static class Int8Dot
{
    /// <summary>What the length of a padded row is a multiple of, in bytes: one cache line.</summary>
    public const int Alignment = 64;

    /// <summary>The largest magnitude of a query's component.</summary>
    public const int QueryMax = 63;

    private const byte Raise = 64;
    private const int RaiseBits = 6;
    private const int StackMax = 2048;

    /// <summary>Computes <c>dots[i] = sum(query[j] * rows[i * stride + j])</c>, with the fastest variant there
    /// is.</summary>
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

        if (Avx512BW.IsSupported && !AvxVnni.IsSupported)
        {
            ScanRaised<Avx512Rows>(query, rows, rowSums, dots);
        }
        else if (AvxVnni.IsSupported)
        {
            ScanRaised<VnniRows>(query, rows, rowSums, dots);
        }
        else if (Avx2.IsSupported)
        {
            ScanRaised<Avx2Rows>(query, rows, rowSums, dots);
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void ScanRaised<TRows>(
        ReadOnlySpan<sbyte> query, ReadOnlySpan<sbyte> rows, ReadOnlySpan<int> rowSums, Span<int> dots)
        where TRows : struct, IRaisedRows
    {
        var stride = query.Length;
        Span<byte> buffer = stride <= StackMax ? stackalloc byte[stride + Alignment] : new byte[stride + Alignment];
        var raised = Aligned(buffer)[..stride];
        for (var j = 0; j < stride; j += Vector256<byte>.Count)
        {
            (Vector256.Create(query[j..]).AsByte() + Vector256.Create(Raise)).CopyTo(raised[j..]);
        }

        ref var q = ref MemoryMarshal.GetReference(raised);
        ref var first = ref MemoryMarshal.GetReference(rows);
        var i = 0;
        for (; i <= dots.Length - 4; i += 4)
        {
            var four = Four<TRows>(ref q, ref Unsafe.Add(ref first, (nint)i * stride), stride);
            var sums = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(rowSums), (nuint)i);
            (four - (sums << RaiseBits)).StoreUnsafe(ref MemoryMarshal.GetReference(dots), (nuint)i);
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

    // A query that straddles cache lines costs each row twice the loads of it: a fifth of the scan.
    internal static Span<T> Aligned<T>(Span<T> buffer)
        where T : unmanaged
    {
        var address = Unsafe.ByteOffset(ref Unsafe.NullRef<T>(), ref MemoryMarshal.GetReference(buffer));
        return buffer[(int)(-address & (Alignment - 1))..];
    }

    // One row after the other, as they lie: reading four at once keeps the processor from fetching ahead.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Four<TRows>(ref byte query, ref sbyte rows, int stride)
        where TRows : struct, IRaisedRows
    {
        var a = TRows.Partial(ref query, ref rows, stride);
        var b = TRows.Partial(ref query, ref Unsafe.Add(ref rows, stride), stride);
        var c = TRows.Partial(ref query, ref Unsafe.Add(ref rows, 2 * stride), stride);
        var d = TRows.Partial(ref query, ref Unsafe.Add(ref rows, 3 * stride), stride);
        var sums = Avx2.HorizontalAdd(Avx2.HorizontalAdd(a, b), Avx2.HorizontalAdd(c, d));
        return sums.GetLower() + sums.GetUpper();
    }
}
