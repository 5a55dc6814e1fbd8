using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Agents.Memory.Recall.Vectors;

/// <summary>As <see cref="Avx2Rows"/>, 64 components at a time.</summary>
internal readonly struct Avx512Rows : IRaisedRows
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Partial(ref byte query, ref sbyte row, int stride)
    {
        var sum = Vector512<int>.Zero;
        for (nuint j = 0; j < (nuint)stride; j += 64)
        {
            var pairs = Avx512BW.MultiplyAddAdjacent(
                Vector512.LoadUnsafe(ref query, j), Vector512.LoadUnsafe(ref row, j));
            sum += Avx512BW.MultiplyAddAdjacent(pairs, Vector512<short>.One);
        }

        return sum.GetLower() + sum.GetUpper();
    }
}
