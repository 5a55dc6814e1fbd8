using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Agents.Memory.Recall.Vectors;

/// <summary>Rows of an 8-bit matrix with their scales and sums, as <see cref="Int8Dot"/> reads them.</summary>
/// <remarks>The matrix is pinned and starts on a cache line, so that no row straddles one more line than it
/// must.</remarks>
internal sealed class CoarseRows
{
    private readonly sbyte[] _matrix;
    private readonly int _start;
    private readonly int _dimension;
    private readonly int _stride;

    public CoarseRows(int rows, int dimension)
    {
        Rows = rows;
        _dimension = dimension;
        _stride = VectorPlane.StrideOf(dimension);
        _matrix = GC.AllocateArray<sbyte>(checked((rows * _stride) + Int8Dot.Alignment), pinned: true);
        _start = Misalignment(_matrix);
        Scales = new float[rows];
        Sums = new int[rows];
    }

    public int Rows { get; }

    /// <summary>Gets the scale of each row; 0 where there is no vector.</summary>
    public float[] Scales { get; }

    /// <summary>Gets the sum of each row's components.</summary>
    public int[] Sums { get; }

    /// <summary>Gets all rows, padded.</summary>
    public ReadOnlySpan<sbyte> Matrix => _matrix.AsSpan(_start, Rows * _stride);

    public long Bytes => _matrix.LongLength + (Rows * (sizeof(float) + sizeof(int)));

    public Span<sbyte> Row(int row) => _matrix.AsSpan(_start + (row * _stride), _dimension);

    /// <summary>Gets a row with its padding.</summary>
    public ReadOnlySpan<sbyte> Padded(int row) => _matrix.AsSpan(_start + (row * _stride), _stride);

    public void CopyTo(CoarseRows larger)
    {
        Matrix.CopyTo(larger._matrix.AsSpan(larger._start));
        Scales.CopyTo(larger.Scales.AsSpan());
        Sums.CopyTo(larger.Sums.AsSpan());
    }

    /// <summary>Writes a row from the components of a packed vector.</summary>
    public void Set(int row, ReadOnlySpan<sbyte> components, float scale)
    {
        var target = Row(row);
        components.CopyTo(target);
        Sums[row] = VectorMath.Sum(target);
        Scales[row] = scale;
    }

    /// <summary>Writes the direction of a vector, scaled to unit length. One that has none clears the row.</summary>
    public void SetDirection(int row, ReadOnlySpan<float> vector)
    {
        var norm = VectorMath.Norm(vector);
        var step = VectorMath.LargestMagnitude(vector) / sbyte.MaxValue;
        if (!float.IsFinite(norm) || norm == 0 || step == 0)
        {
            Clear(row);
            return;
        }

        var target = Row(row);
        VectorMath.Quantise(vector, step, sbyte.MaxValue, target);
        Sums[row] = VectorMath.Sum(target);
        Scales[row] = step / norm;
    }

    /// <summary>Adds a row, scaled, to a sum of rows.</summary>
    public void AddTo(int row, Span<float> sum)
    {
        ref var q = ref MemoryMarshal.GetReference(Row(row));
        ref var s = ref MemoryMarshal.GetReference(sum);
        var scale = Scales[row];
        var i = 0;
        for (; i <= sum.Length - 16; i += 16)
        {
            var shorts = Vector256.WidenLower(Vector128.LoadUnsafe(ref q, (nuint)i).ToVector256Unsafe());
            var low = Vector256.ConvertToSingle(Vector256.WidenLower(shorts)) * scale;
            var high = Vector256.ConvertToSingle(Vector256.WidenUpper(shorts)) * scale;
            (Vector256.LoadUnsafe(ref s, (nuint)i) + low).StoreUnsafe(ref s, (nuint)i);
            (Vector256.LoadUnsafe(ref s, (nuint)i + 8) + high).StoreUnsafe(ref s, (nuint)i + 8);
        }

        for (; i < sum.Length; i++)
        {
            sum[i] += Row(row)[i] * scale;
        }
    }

    /// <summary>Overwrites a row with zeros.</summary>
    public void Clear(int row)
    {
        Row(row).Clear();
        Scales[row] = 0;
        Sums[row] = 0;
    }

    private static int Misalignment(sbyte[] pinned)
    {
        var address = (nuint)Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);
        return (int)((Int8Dot.Alignment - (address % Int8Dot.Alignment)) % Int8Dot.Alignment);
    }
}
