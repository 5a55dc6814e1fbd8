using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Agents.Memory.Recall.Vectors;

/// <summary>Up to <see cref="VectorPlane.BlockRows"/> rows of both planes.</summary>
/// <remarks>The residual plane is apart: a scan never touches it.</remarks>
internal sealed class VectorBlock(int rows, int dimension)
{
    private readonly int _residualBytes = PackedVector.ResidualBytes(dimension);
    private readonly byte[] _residual = new byte[rows * PackedVector.ResidualBytes(dimension)];

    public int Rows => Coarse.Rows;

    public CoarseRows Coarse { get; } = new(rows, dimension);

    public long Bytes => Coarse.Bytes + _residual.LongLength;

    public Span<byte> ResidualRow(int row) => _residual.AsSpan(row * _residualBytes, _residualBytes);

    public bool Has(int row) => Coarse.Scales[row] != 0;

    /// <summary>Whether two rows hold the same vector in the coarse plane.</summary>
    public bool CoarseEquals(int row, VectorBlock other) =>
        Coarse.Scales[row].Equals(other.Coarse.Scales[row]) && Coarse.Row(row).SequenceEqual(other.Coarse.Row(row));

    /// <summary>Reads a byte of every cache line of a row. Returns something, so that no compiler leaves it
    /// out.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Touch(int row)
    {
        var touched = 0;
        var coarse = Coarse.Row(row);
        var residual = ResidualRow(row);
        for (var i = 0; i < coarse.Length; i += Int8Dot.Alignment)
        {
            touched += coarse[i] + residual[i / 2];
        }

        return touched;
    }

    public void CopyTo(VectorBlock larger)
    {
        Coarse.CopyTo(larger.Coarse);
        _residual.CopyTo(larger._residual.AsSpan());
    }

    /// <summary>Writes a row from a packed vector.</summary>
    public void Set(int row, ReadOnlySpan<byte> packed)
    {
        PackedVector.Residual(packed, dimension).CopyTo(ResidualRow(row));
        Coarse.Set(
            row,
            MemoryMarshal.Cast<byte, sbyte>(PackedVector.Coarse(packed, dimension)),
            PackedVector.Scale(packed));
    }

    /// <summary>Overwrites a row with zeros.</summary>
    public void Clear(int row)
    {
        Coarse.Clear(row);
        ResidualRow(row).Clear();
    }
}
