using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Agents.Memory.Recall.Vectors;

/// <summary>Reads the rows of a plane: as they are, or as they were when the plane was captured.</summary>
/// <remarks>A captured view never changes and may be read on any thread, beside changes of its plane: a plane copies
/// a block that a view holds before it writes to it.</remarks>
internal sealed class VectorView(List<VectorBlock?> blocks, int dimension)
{
    // As many rows as stay in the first cache while they are multiplied.
    private const int Gathered = 32;
    private const int StackMax = 32 * 1024;

    public int Dimension { get; } = dimension;

    public int Blocks => blocks.Count;

    /// <summary>Gives a block of <see cref="VectorPlane.BlockRows"/> ordinals, or null.</summary>
    public VectorBlock? Block(int index) => index < blocks.Count ? blocks[index] : null;

    /// <summary>Gives the block that holds an ordinal, or null.</summary>
    public VectorBlock? BlockOf(int ordinal)
    {
        var block = Block(ordinal / VectorPlane.BlockRows);
        return block is not null && ordinal % VectorPlane.BlockRows < block.Rows ? block : null;
    }

    /// <summary>Gives where the coarse components of an ordinal that has a vector lie.</summary>
    public (CoarseRows Rows, int Row) Coarse(int ordinal) =>
        (blocks[ordinal / VectorPlane.BlockRows]!.Coarse, ordinal % VectorPlane.BlockRows);

    /// <summary>Whether an ordinal has a vector.</summary>
    public bool Has(int ordinal) => BlockOf(ordinal)?.Has(ordinal % VectorPlane.BlockRows) == true;

    /// <summary>Lists the ordinals that have a vector, ascending.</summary>
    public int[] Ordinals()
    {
        var ordinals = new List<int>();
        for (var ordinal = 0; ordinal < blocks.Count * VectorPlane.BlockRows; ordinal++)
        {
            if (Has(ordinal))
            {
                ordinals.Add(ordinal);
            }
        }

        return [.. ordinals];
    }

    /// <summary>Lists the ordinals whose coarse components are not those of an earlier view, ascending.</summary>
    public List<int> ChangedSince(VectorView earlier)
    {
        var changed = new List<int>();
        for (var index = 0; index < blocks.Count; index++)
        {
            if (blocks[index] is not { } after || ReferenceEquals(after, earlier.Block(index)))
            {
                continue;
            }

            for (var row = 0; row < after.Rows; row++)
            {
                var ordinal = (index * VectorPlane.BlockRows) + row;
                var before = earlier.BlockOf(ordinal);
                if (before is null ? after.Has(row) : !after.CoarseEquals(row, before))
                {
                    changed.Add(ordinal);
                }
            }
        }

        return changed;
    }

    /// <summary>Computes the cosine of the question with every row from the coarse plane; 0 where there is no
    /// vector.</summary>
    public void Scan(QueryVector query, Span<float> cosines)
    {
        Span<int> dots = stackalloc int[VectorPlane.BlockRows];
        for (var start = 0; start < cosines.Length; start += VectorPlane.BlockRows)
        {
            var target = cosines.Slice(start, Math.Min(VectorPlane.BlockRows, cosines.Length - start));
            var block = Block(start / VectorPlane.BlockRows);
            if (block is null)
            {
                target.Clear();
                continue;
            }

            var rows = Math.Min(block.Rows, target.Length);
            Int8Dot.Scan(query.Coarse, block.Coarse.Matrix, block.Coarse.Sums, dots[..rows]);
            Scale(dots[..rows], block.Coarse.Scales, query.Scale, target);
            target[rows..].Clear();
        }
    }

    /// <summary>Computes the cosine of the question with a few rows, each to its ordinal: the same numbers as
    /// <see cref="Scan(QueryVector, Span{float})"/>.</summary>
    /// <param name="query">The question.</param>
    /// <param name="ordinals">Ordinals that have a vector.</param>
    /// <param name="cosines">Receives the cosines; the rest of it stays as it is.</param>
    public void Scan(QueryVector query, ReadOnlySpan<int> ordinals, Span<float> cosines)
    {
        var stride = query.Coarse.Length;
        var bytes = (Gathered * stride) + Int8Dot.Alignment;
        Span<sbyte> buffer = bytes <= StackMax ? stackalloc sbyte[bytes] : new sbyte[bytes];
        var matrix = Int8Dot.Aligned(buffer);
        Span<int> sums = stackalloc int[Gathered];
        Span<int> dots = stackalloc int[Gathered];
        Span<float> scales = stackalloc float[Gathered];
        while (!ordinals.IsEmpty)
        {
            var some = ordinals[..Math.Min(Gathered, ordinals.Length)];
            for (var i = 0; i < some.Length; i++)
            {
                var (rows, row) = Coarse(some[i]);
                rows.Padded(row).CopyTo(matrix[(i * stride)..]);
                sums[i] = rows.Sums[row];
                scales[i] = rows.Scales[row];
            }

            Int8Dot.Scan(query.Coarse, matrix, sums, dots[..some.Length]);
            for (var i = 0; i < some.Length; i++)
            {
                cosines[some[i]] = dots[i] * query.Scale * scales[i];
            }

            ordinals = ordinals[some.Length..];
        }
    }

    private static void Scale(ReadOnlySpan<int> dots, ReadOnlySpan<float> scales, float scale, Span<float> target)
    {
        ref var d = ref MemoryMarshal.GetReference(dots);
        ref var s = ref MemoryMarshal.GetReference(scales);
        ref var t = ref MemoryMarshal.GetReference(target);
        var i = 0;
        for (; i <= dots.Length - 8; i += 8)
        {
            var product = Vector256.ConvertToSingle(Vector256.LoadUnsafe(ref d, (nuint)i)) * scale;
            (product * Vector256.LoadUnsafe(ref s, (nuint)i)).StoreUnsafe(ref t, (nuint)i);
        }

        for (; i < dots.Length; i++)
        {
            target[i] = dots[i] * scale * scales[i];
        }
    }
}
