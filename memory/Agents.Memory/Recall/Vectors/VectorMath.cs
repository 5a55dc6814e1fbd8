using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Agents.Memory.Recall.Vectors;

/// <summary>Float arithmetic whose result depends on no hardware.</summary>
/// <remarks>
/// Eight lanes always, also where the processor has wider or narrower ones, and no fused multiply-add: every machine
/// adds in the same order, so a ranking is the same everywhere.
/// </remarks>
internal static class VectorMath
{
    public static float Norm(ReadOnlySpan<float> vector)
    {
        double sum = 0;
        foreach (var x in vector)
        {
            sum += (double)x * x;
        }

        return (float)Math.Sqrt(sum);
    }

    public static float LargestMagnitude(ReadOnlySpan<float> vector)
    {
        float largest = 0;
        foreach (var x in vector)
        {
            largest = Math.Max(largest, Math.Abs(x));
        }

        return largest;
    }

    /// <summary>Gives the dot product of a vector with a row of both planes: <c>scale * sum(v * (q + r / 254))</c>.</summary>
    public static float DotPacked(
        ReadOnlySpan<float> vector, ReadOnlySpan<sbyte> coarse, ReadOnlySpan<sbyte> residual, float scale)
    {
        var whole = Vector256<float>.Zero;
        var rest = Vector256<float>.Zero;
        ref var v = ref MemoryMarshal.GetReference(vector);
        ref var q = ref MemoryMarshal.GetReference(coarse);
        ref var r = ref MemoryMarshal.GetReference(residual);
        var i = 0;
        for (; i <= vector.Length - 8; i += 8)
        {
            var x = Vector256.LoadUnsafe(ref v, (nuint)i);
            whole += x * Floats(ref q, i);
            rest += x * Floats(ref r, i);
        }

        var dot = Vector256.Sum(whole) + (Vector256.Sum(rest) / PackedVector.ResidualSteps);
        for (; i < vector.Length; i++)
        {
            dot += vector[i] * (coarse[i] + (residual[i] / PackedVector.ResidualSteps));
        }

        return dot * scale;
    }

    private static Vector256<float> Floats(ref sbyte source, int index)
    {
        var eight = Vector64.LoadUnsafe(ref source, (nuint)index);
        var (low, high) = Vector128.Widen(Vector128.WidenLower(eight.ToVector128()));
        return Vector256.ConvertToSingle(Vector256.Create(low, high));
    }
}
