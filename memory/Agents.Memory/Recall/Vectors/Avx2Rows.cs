using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Agents.Memory.Recall.Vectors;

/// <summary>Pairs of products are added in 16 bits, pairs of those in 32.</summary>
internal readonly struct Avx2Rows : IRaisedRows
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Partial(ref byte query, ref sbyte row, int stride)
    {
        var sum = Vector256<int>.Zero;
        for (nuint j = 0; j < (nuint)stride; j += 32)
        {
            var pairs = Avx2.MultiplyAddAdjacent(Vector256.LoadUnsafe(ref query, j), Vector256.LoadUnsafe(ref row, j));
            sum += Avx2.MultiplyAddAdjacent(pairs, Vector256<short>.One);
        }

        return sum;
    }
}
