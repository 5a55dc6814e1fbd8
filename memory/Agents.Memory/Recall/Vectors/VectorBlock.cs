using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Agents.Memory.Recall.Vectors;

/// <summary>Up to <see cref="VectorPlane.BlockRows"/> rows of both planes.</summary>
/// <remarks>
/// The coarse plane is pinned and starts on a cache line, so that no row straddles one more line than it must. The
/// residual plane is apart: a scan never touches it.
/// </remarks>
internal sealed class VectorBlock
{
    private readonly sbyte[] _coarse;
    private readonly int _start;
    private readonly sbyte[] _residual;
    private readonly int _dimension;
    private readonly int _stride;

    public VectorBlock(int rows, int dimension)
    {
        Rows = rows;
        _dimension = dimension;
        _stride = VectorPlane.StrideOf(dimension);
        _coarse = GC.AllocateArray<sbyte>((rows * _stride) + Int8Dot.Alignment, pinned: true);
        _start = Misalignment(_coarse);
        _residual = new sbyte[rows * dimension];
        Scales = new float[rows];
        Sums = new int[rows];
    }

    public int Rows { get; }

    /// <summary>Gets the scale of each row; 0 where there is no vector.</summary>
    public float[] Scales { get; }

    /// <summary>Gets the sum of each row's coarse components.</summary>
    public int[] Sums { get; }

    public ReadOnlySpan<sbyte> Coarse => _coarse.AsSpan(_start, Rows * _stride);

    public long Bytes => _coarse.LongLength + _residual.LongLength + (Rows * (sizeof(float) + sizeof(int)));

    public Span<sbyte> CoarseRow(int row) => _coarse.AsSpan(_start + (row * _stride), _dimension);

    public Span<sbyte> ResidualRow(int row) => _residual.AsSpan(row * _dimension, _dimension);

    /// <summary>Reads a byte of every cache line of a row. Returns something, so that no compiler leaves it
    /// out.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Touch(int row)
    {
        var touched = 0;
        var coarse = CoarseRow(row);
        var residual = ResidualRow(row);
        for (var i = 0; i < coarse.Length; i += Int8Dot.Alignment)
        {
            touched += coarse[i] + residual[i];
        }

        return touched;
    }

    public void CopyTo(VectorBlock larger)
    {
        Coarse.CopyTo(larger._coarse.AsSpan(larger._start));
        _residual.CopyTo(larger._residual.AsSpan());
        Scales.CopyTo(larger.Scales.AsSpan());
        Sums.CopyTo(larger.Sums.AsSpan());
    }

    /// <summary>Writes a row from a packed vector.</summary>
    public void Set(int row, ReadOnlySpan<byte> packed)
    {
        MemoryMarshal.Cast<byte, sbyte>(PackedVector.Residual(packed)).CopyTo(ResidualRow(row));
        var coarse = CoarseRow(row);
        MemoryMarshal.Cast<byte, sbyte>(PackedVector.Coarse(packed)).CopyTo(coarse);
        Sums[row] = VectorMath.Sum(coarse);
        Scales[row] = PackedVector.Scale(packed);
    }

    /// <summary>Overwrites a row with zeros.</summary>
    public void Clear(int row)
    {
        CoarseRow(row).Clear();
        ResidualRow(row).Clear();
        Scales[row] = 0;
        Sums[row] = 0;
    }

    private static int Misalignment(sbyte[] pinned)
    {
        var address = (nuint)Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);
        return (int)((Int8Dot.Alignment - (address % Int8Dot.Alignment)) % Int8Dot.Alignment);
    }
}
