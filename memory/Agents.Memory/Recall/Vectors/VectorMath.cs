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
        var low = Vector256<double>.Zero;
        var high = Vector256<double>.Zero;
        var i = 0;
        for (; i <= vector.Length - 8; i += 8)
        {
            var (a, b) = Vector256.Widen(Vector256.Create(vector[i..(i + 8)]));
            low += a * a;
            high += b * b;
        }

        var sum = Vector256.Sum(low + high);
        for (; i < vector.Length; i++)
        {
            sum += (double)vector[i] * vector[i];
        }

        return (float)Math.Sqrt(sum);
    }

    /// <summary>Gives the dot product in double precision.</summary>
    public static double Dot(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        var low = Vector256<double>.Zero;
        var high = Vector256<double>.Zero;
        var i = 0;
        for (; i <= one.Length - 8; i += 8)
        {
            var (a, b) = Vector256.Widen(Vector256.Create(one[i..(i + 8)]));
            var (c, d) = Vector256.Widen(Vector256.Create(other[i..(i + 8)]));
            low += a * c;
            high += b * d;
        }

        var sum = Vector256.Sum(low + high);
        for (; i < one.Length; i++)
        {
            sum += (double)one[i] * other[i];
        }

        return sum;
    }

    public static float LargestMagnitude(ReadOnlySpan<float> vector)
    {
        var lanes = Vector256<float>.Zero;
        var i = 0;
        for (; i <= vector.Length - 8; i += 8)
        {
            lanes = Vector256.Max(lanes, Vector256.Abs(Vector256.Create(vector[i..(i + 8)])));
        }

        float largest = 0;
        for (var lane = 0; lane < 8; lane++)
        {
            largest = Math.Max(largest, lanes[lane]);
        }

        for (; i < vector.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(vector[i]));
        }

        return largest;
    }

    /// <summary>Divides a vector by a step and rounds to whole steps, half to even, at most <paramref name="most"/> in
    /// magnitude.</summary>
    public static void Quantise(ReadOnlySpan<float> vector, float step, float most, Span<sbyte> steps)
    {
        var i = 0;
        for (; i <= vector.Length - 16; i += 16)
        {
            var low = Vector256.Create(vector[i..(i + 8)]) / Vector256.Create(step);
            var high = Vector256.Create(vector[(i + 8)..(i + 16)]) / Vector256.Create(step);
            var shorts = Vector256.Narrow(Whole(low, most), Whole(high, most));
            Vector128.Narrow(shorts.GetLower(), shorts.GetUpper()).CopyTo(steps[i..]);
        }

        for (; i < vector.Length; i++)
        {
            steps[i] = (sbyte)Math.Clamp(MathF.Round(vector[i] / step), -most, most);
        }
    }

    private static Vector256<int> Whole(Vector256<float> steps, float most) => Vector256.ConvertToInt32(
        Vector256.Clamp(Vector256.Round(steps), Vector256.Create(-most), Vector256.Create(most)));

    public static int Sum(ReadOnlySpan<sbyte> components)
    {
        ref var first = ref MemoryMarshal.GetReference(components);
        var sum = Vector128<short>.Zero;
        var total = 0;
        var i = 0;
        for (; i <= components.Length - 16; i += 16)
        {
            var (low, high) = Vector128.Widen(Vector128.LoadUnsafe(ref first, (nuint)i));
            sum += low + high;

            // 127 * 2 a step: the 16 bits of a lane hold 128 steps.
            if (i % (16 * 128) == 16 * 127)
            {
                total += Total(sum);
                sum = Vector128<short>.Zero;
            }
        }

        total += Total(sum);
        for (; i < components.Length; i++)
        {
            total += components[i];
        }

        return total;
    }

    /// <summary>Gives the dot product of a vector with a row of both planes: <c>scale * sum(v * (q + r /
    /// 15))</c>.</summary>
    public static float DotPacked(
        ReadOnlySpan<float> vector, ReadOnlySpan<sbyte> coarse, ReadOnlySpan<byte> residual, float scale)
    {
        ref var v = ref MemoryMarshal.GetReference(vector);
        ref var q = ref MemoryMarshal.GetReference(coarse);
        ref var r = ref MemoryMarshal.GetReference(residual);
        var half = residual.Length;
        var low = Vector256<float>.Zero;
        var high = Vector256<float>.Zero;
        var i = 0;
        for (; i <= vector.Length - half - 16; i += 16)
        {
            var (r0, r1) = Vector128.Widen(Vector128.LoadUnsafe(ref r, (nuint)i));
            var pairs = Vector256.Create(r0, r1).AsInt16();
            low += Products(ref v, ref q, (nuint)i, (pairs << 12) >> 12);
            high += Products(ref v, ref q, (nuint)(half + i), (pairs << 8) >> 12);
        }

        var dot = Vector256.Sum(low + high);
        for (; i < half; i++)
        {
            dot += vector[i] * ((coarse[i] * PackedVector.ResidualSteps) + PackedVector.ResidualOf(residual, i));
            if (half + i < vector.Length)
            {
                dot += vector[half + i] * ((coarse[half + i] * PackedVector.ResidualSteps)
                    + PackedVector.ResidualOf(residual, half + i));
            }
        }

        return dot * (scale / PackedVector.ResidualSteps);
    }

    // q * 15 + r is at most 127 * 15 + 7 and fits 16 bits.
    private static Vector256<float> Products(ref float vector, ref sbyte coarse, nuint at, Vector256<short> residual)
    {
        var (q0, q1) = Vector128.Widen(Vector128.LoadUnsafe(ref coarse, at));
        var steps = (Vector256.Create(q0, q1) * (short)PackedVector.ResidualSteps) + residual;
        return (Vector256.LoadUnsafe(ref vector, at) * Vector256.ConvertToSingle(Vector256.WidenLower(steps)))
            + (Vector256.LoadUnsafe(ref vector, at + 8) * Vector256.ConvertToSingle(Vector256.WidenUpper(steps)));
    }

    private static int Total(Vector128<short> sum)
    {
        var (low, high) = Vector128.Widen(sum);
        return Vector128.Sum(low + high);
    }
}
