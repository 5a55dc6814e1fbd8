using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Agents.Memory.Recall.Vectors;

/// <summary>One instruction multiplies and adds 32 pairs of bytes.</summary>
internal readonly struct VnniRows : IRaisedRows
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Partial(ref byte query, ref sbyte row, int stride)
    {
        // Two sums, since an addition has to wait for the one before it.
        var even = Vector256<int>.Zero;
        var odd = Vector256<int>.Zero;
        for (nuint j = 0; j < (nuint)stride; j += 64)
        {
            even = AvxVnni.MultiplyWideningAndAdd(
                even, Vector256.LoadUnsafe(ref query, j), Vector256.LoadUnsafe(ref row, j));
            odd = AvxVnni.MultiplyWideningAndAdd(
                odd, Vector256.LoadUnsafe(ref query, j + 32), Vector256.LoadUnsafe(ref row, j + 32));
        }

        return even + odd;
    }
}
