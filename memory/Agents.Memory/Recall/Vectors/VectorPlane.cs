using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Agents.Memory.Recall.Vectors;

/// <summary>The vectors of one user by ordinal: an 8-bit plane to scan and a residual plane to rescore from.</summary>
/// <remarks>
/// Rows lie in blocks. The first block grows by doubling, later ones are whole, and a block without any vector is not
/// there at all: a large store never copies its vectors, a small one stays small, and a store whose texts no model can
/// read has none.
/// </remarks>
internal sealed class VectorPlane(int dimension)
{
    /// <summary>The rows of a whole block: 384 KiB of coarse components at 384 dimensions.</summary>
    public const int BlockRows = 1024;

    private const int FirstRows = 32;

    private readonly List<VectorBlock?> _blocks = [];

    public int Dimension { get; } = dimension;

    public long Bytes
    {
        get
        {
            long bytes = 0;
            foreach (var block in _blocks)
            {
                bytes += block?.Bytes ?? 0;
            }

            return bytes;
        }
    }

    /// <summary>Gives the length of a row of the coarse plane: the dimension, padded to whole cache lines.</summary>
    public static int StrideOf(int dimension) =>
        (dimension + Int8Dot.Alignment - 1) / Int8Dot.Alignment * Int8Dot.Alignment;

    /// <summary>Sets the vector of an ordinal.</summary>
    /// <exception cref="ArgumentException">The vector has another dimension.</exception>
    public void Set(int ordinal, ReadOnlySpan<byte> packed)
    {
        ThrowIfOtherDimension(packed);
        BlockFor(ordinal).Set(ordinal % BlockRows, packed);
    }

    /// <summary>Overwrites the vector of an ordinal with zeros. An ordinal without one stays as it is.</summary>
    public void Clear(int ordinal)
    {
        if (BlockOf(ordinal) is { } block)
        {
            block.Clear(ordinal % BlockRows);
        }
    }

    /// <summary>Computes the cosine of the question with every row from the coarse plane; 0 where there is no
    /// vector.</summary>
    public void Scan(QueryVector query, Span<float> cosines)
    {
        Span<int> dots = stackalloc int[BlockRows];
        for (var start = 0; start < cosines.Length; start += BlockRows)
        {
            var target = cosines.Slice(start, Math.Min(BlockRows, cosines.Length - start));
            var index = start / BlockRows;
            var block = index < _blocks.Count ? _blocks[index] : null;
            if (block is null)
            {
                target.Clear();
                continue;
            }

            var rows = Math.Min(block.Rows, target.Length);
            Int8Dot.Scan(query.Coarse, block.Coarse, block.Sums, dots[..rows]);
            Scale(dots[..rows], block.Scales, query.Scale, target);
            target[rows..].Clear();
        }
    }

    /// <summary>Replaces the cosines of a few rows, each at its ordinal, by those from both planes.</summary>
    public void Refine(QueryVector query, ReadOnlySpan<int> ordinals, Span<float> cosines)
    {
        // The rows lie far apart. Touched all at once, their misses overlap instead of following each other.
        foreach (var ordinal in ordinals)
        {
            BlockOf(ordinal)?.Touch(ordinal % BlockRows);
        }

        foreach (var ordinal in ordinals)
        {
            cosines[ordinal] = Rescore(query, ordinal);
        }
    }

    /// <summary>Computes the cosine of the question with a vector that is in no row.</summary>
    public float Rescore(QueryVector query, ReadOnlySpan<byte> packed)
    {
        ThrowIfOtherDimension(packed);
        return VectorMath.DotPacked(
            query.Exact,
            MemoryMarshal.Cast<byte, sbyte>(PackedVector.Coarse(packed)),
            MemoryMarshal.Cast<byte, sbyte>(PackedVector.Residual(packed)),
            PackedVector.Scale(packed));
    }

    /// <summary>Copies the vector of an ordinal in packed form.</summary>
    public void CopyTo(int ordinal, Span<byte> packed)
    {
        var block = BlockOf(ordinal) ?? throw new InvalidOperationException($"Ordinal {ordinal} has no vector.");
        var row = ordinal % BlockRows;
        System.Buffers.Binary.BinaryPrimitives.WriteSingleLittleEndian(packed, block.Scales[row]);
        MemoryMarshal.AsBytes(block.CoarseRow(row)).CopyTo(packed[sizeof(float)..]);
        MemoryMarshal.AsBytes(block.ResidualRow(row)).CopyTo(packed[(sizeof(float) + Dimension)..]);
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

    private float Rescore(QueryVector query, int ordinal)
    {
        var row = ordinal % BlockRows;
        return BlockOf(ordinal) is { } block
            ? VectorMath.DotPacked(query.Exact, block.CoarseRow(row), block.ResidualRow(row), block.Scales[row])
            : 0;
    }

    private VectorBlock? BlockOf(int ordinal)
    {
        var index = ordinal / BlockRows;
        var block = index < _blocks.Count ? _blocks[index] : null;
        return block is not null && ordinal % BlockRows < block.Rows ? block : null;
    }

    private VectorBlock BlockFor(int ordinal)
    {
        var index = ordinal / BlockRows;
        while (_blocks.Count <= index)
        {
            _blocks.Add(null);
        }

        var row = ordinal % BlockRows;
        var block = _blocks[index];
        if (block is not null && row < block.Rows)
        {
            return block;
        }

        var rows = index > 0 ? BlockRows : block?.Rows ?? FirstRows;
        while (rows <= row)
        {
            rows *= 2;
        }

        var larger = new VectorBlock(rows, Dimension);
        block?.CopyTo(larger);
        _blocks[index] = larger;
        return larger;
    }

    private void ThrowIfOtherDimension(ReadOnlySpan<byte> packed)
    {
        if (packed.Length != PackedVector.SizeOf(Dimension))
        {
            throw new ArgumentException(
                $"The vector has {packed.Length} bytes; {Dimension} dimensions take {PackedVector.SizeOf(Dimension)}. "
                + "Embed it with the model that the index was made for.",
                nameof(packed));
        }
    }
}
