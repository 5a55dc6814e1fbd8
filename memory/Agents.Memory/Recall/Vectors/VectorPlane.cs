using System.Runtime.InteropServices;

namespace Agents.Memory.Recall.Vectors;

/// <summary>The vectors of one user by ordinal: an 8-bit plane to scan and a residual plane to rescore from.</summary>
/// <remarks>
/// Rows lie in blocks. The first block grows by doubling, later ones are whole, and a block without any vector is not
/// there at all: a large store never copies its vectors, a small one stays small, and a store whose texts no model can
/// read has none.
/// </remarks>
internal sealed class VectorPlane
{
    /// <summary>The rows of a whole block: 384 KiB of coarse components at 384 dimensions.</summary>
    public const int BlockRows = 1024;

    private const int FirstRows = 32;

    private readonly List<VectorBlock?> _blocks = [];
    private readonly VectorView _view;
    private VectorView? _captured;

    public VectorPlane(int dimension)
    {
        Dimension = dimension;
        _view = new VectorView(_blocks, dimension);
    }

    public int Dimension { get; }

    /// <summary>Gets the number of rows that have a vector.</summary>
    public int Rows { get; private set; }

    /// <summary>Whether an ordinal has a vector.</summary>
    public bool Has(int ordinal) => _view.Has(ordinal);

    /// <summary>Gets the approximate index, or null where there is none.</summary>
    public ApproximateIndex? Index { get; private set; }

    /// <summary>Gets whether an index is to be built: there are many rows and none, or twice as many as when it was
    /// built, and no build is under way.</summary>
    public bool WantsIndex => _captured is null
        && Rows >= Math.Max(ApproximateIndex.RowsMin, 2 * (long)(Index?.RowsAtBuild ?? 0));

    /// <summary>Gets whether <see cref="ScanNearest"/> is to be had, and is faster than a scan of all.</summary>
    public bool IsApproximate => Index is { Pays: true };

    public long Bytes
    {
        get
        {
            long bytes = 0;
            foreach (var block in _blocks)
            {
                bytes += block?.Bytes ?? 0;
            }

            return bytes + (Index?.Bytes ?? 0);
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
        var block = BlockFor(ordinal);
        var row = ordinal % BlockRows;
        Rows -= block.Has(row) ? 1 : 0;
        block.Set(row, packed);
        Rows += block.Has(row) ? 1 : 0;
        Index?.Set(ordinal);
    }

    /// <summary>Overwrites the vector of an ordinal with zeros. An ordinal without one stays as it is.</summary>
    public void Clear(int ordinal)
    {
        if (_view.BlockOf(ordinal) is not null)
        {
            var block = Own(ordinal / BlockRows);
            Rows -= block.Has(ordinal % BlockRows) ? 1 : 0;
            block.Clear(ordinal % BlockRows);
            Index?.Clear(ordinal);
        }
    }

    /// <summary>Captures the rows as they are, for <see cref="ApproximateIndex.Build"/> on another thread.</summary>
    /// <remarks>Until <see cref="Install"/> or <see cref="Release"/>, the first change of a block copies it: about
    /// 0.1 ms, and 0.6 MB at 384 dimensions. An earlier capture is released.</remarks>
    public VectorView Capture() => _captured = new VectorView([.. _blocks], Dimension);

    /// <summary>Takes an index that was built of the latest capture, and brings it up to date.</summary>
    /// <remarks>Takes as long as assigning the rows that were set since: some 20 us each.</remarks>
    /// <exception cref="InvalidOperationException">The plane was captured anew, or released, since.</exception>
    public void Install(ApproximateIndex index)
    {
        if (_captured is null || !index.IsOf(_captured))
        {
            throw new InvalidOperationException("The index was not built of the latest capture of this plane.");
        }

        index.CatchUp(_view);
        Index = index;
        _captured = null;
    }

    /// <summary>Takes an index that a snapshot holds, of the rows that the plane has.</summary>
    public void Restore(CoarseRows centroids, InvertedLists lists, int rowsAtBuild, int visitedAtBuild) =>
        Index = new ApproximateIndex(_view, centroids, lists, rowsAtBuild, visitedAtBuild);

    /// <summary>Gives the latest capture up, where a build failed or was cancelled.</summary>
    public void Release() => _captured = null;

    /// <inheritdoc cref="VectorView.Scan(QueryVector, Span{float})"/>
    public void Scan(QueryVector query, Span<float> cosines) => _view.Scan(query, cosines);

    /// <inheritdoc cref="ApproximateIndex.Scan"/>
    /// <exception cref="InvalidOperationException">There is no index.</exception>
    public int ScanNearest(QueryVector query, ReadOnlySpan<float> scope, Span<float> cosines, Span<float> has) =>
        (Index ?? throw new InvalidOperationException("The plane has no approximate index."))
            .Scan(query, scope, cosines, has);

    /// <inheritdoc cref="VectorView.Scan(QueryVector, ReadOnlySpan{int}, Span{float})"/>
    public void Scan(QueryVector query, ReadOnlySpan<int> ordinals, Span<float> cosines) =>
        _view.Scan(query, ordinals, cosines);

    /// <summary>Replaces the cosines of a few rows, each at its ordinal, by those from both planes.</summary>
    public void Refine(QueryVector query, ReadOnlySpan<int> ordinals, Span<float> cosines)
    {
        // The rows lie far apart. Touched all at once, their misses overlap instead of following each other.
        foreach (var ordinal in ordinals)
        {
            _view.BlockOf(ordinal)?.Touch(ordinal % BlockRows);
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
            MemoryMarshal.Cast<byte, sbyte>(PackedVector.Coarse(packed, Dimension)),
            PackedVector.Residual(packed, Dimension),
            PackedVector.Scale(packed));
    }

    /// <summary>Reads the next rows that have a vector, from both planes, as <see cref="BlockwiseAttention"/> wants
    /// them.</summary>
    /// <param name="next">The ordinal to go on with; 0 at first.</param>
    /// <param name="ordinals">Receives the ordinals.</param>
    /// <param name="rows">Receives the rows, one after the other.</param>
    /// <returns>How many rows were read; 0 at the end.</returns>
    public int Read(ref int next, Span<int> ordinals, Span<float> rows)
    {
        var read = 0;
        for (; next < _blocks.Count * BlockRows && read < ordinals.Length; next++)
        {
            if (!_view.Has(next))
            {
                continue;
            }

            var (coarse, row) = _view.Coarse(next);
            var residual = _blocks[next / BlockRows]!.ResidualRow(row);
            for (var j = 0; j < Dimension; j++)
            {
                rows[(read * Dimension) + j] = coarse.Scales[row]
                    * (coarse.Row(row)[j] + (PackedVector.ResidualOf(residual, j) / (float)PackedVector.ResidualSteps));
            }

            ordinals[read++] = next;
        }

        return read;
    }

    /// <summary>Copies the vector of an ordinal in packed form.</summary>
    public void CopyTo(int ordinal, Span<byte> packed)
    {
        var block = _view.BlockOf(ordinal) ?? throw new InvalidOperationException($"Ordinal {ordinal} has no vector.");
        var row = ordinal % BlockRows;
        System.Buffers.Binary.BinaryPrimitives.WriteSingleLittleEndian(packed, block.Coarse.Scales[row]);
        MemoryMarshal.AsBytes(block.Coarse.Row(row)).CopyTo(packed[sizeof(float)..]);
        block.ResidualRow(row).CopyTo(packed[(sizeof(float) + Dimension)..]);
    }

    /// <summary>Computes the cosine of the question with a row from both planes.</summary>
    public float Rescore(QueryVector query, int ordinal)
    {
        var row = ordinal % BlockRows;
        return _view.BlockOf(ordinal) is { } block
            ? VectorMath.DotPacked(
                query.Exact, block.Coarse.Row(row), block.ResidualRow(row), block.Coarse.Scales[row])
            : 0;
    }

    // The block at an index, as one that no capture holds.
    private VectorBlock Own(int index)
    {
        var block = _blocks[index]!;
        if (!ReferenceEquals(block, _captured?.Block(index)))
        {
            return block;
        }

        var own = new VectorBlock(block.Rows, Dimension);
        block.CopyTo(own);
        _blocks[index] = own;
        return own;
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
            return Own(index);
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
