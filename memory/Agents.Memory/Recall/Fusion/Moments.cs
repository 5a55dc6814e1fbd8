using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Agents.Memory.Recall.Fusion;

/// <summary>Mean and standard deviation of a raw score over the documents that it is defined for.</summary>
/// <remarks>Summed in doubles in eight lanes whatever the hardware, so the result is the same everywhere.</remarks>
internal readonly record struct Moments(double Mean, double Deviation)
{
    // A spread of rounding errors is none: dividing by it would turn equal scores into large differences.
    private const double RelativeNoise = 1e-10;

    /// <summary>Computes the moments of <paramref name="values"/> where <paramref name="mask"/> is 1; elsewhere it is
    /// 0.</summary>
    public static Moments Of(ReadOnlySpan<float> values, ReadOnlySpan<float> mask)
    {
        ref var v = ref MemoryMarshal.GetReference(values);
        ref var m = ref MemoryMarshal.GetReference(mask);
        var sum = (Low: Vector256<double>.Zero, High: Vector256<double>.Zero);
        var squares = (Low: Vector256<double>.Zero, High: Vector256<double>.Zero);
        var number = Vector256<float>.Zero;
        var i = 0;
        for (; i <= values.Length - 8; i += 8)
        {
            var counted = Vector256.LoadUnsafe(ref m, (nuint)i);
            var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref v, (nuint)i) * counted);
            number += counted;
            sum = (sum.Low + low, sum.High + high);
            squares = (squares.Low + (low * low), squares.High + (high * high));
        }

        double total = Vector256.Sum(sum.Low + sum.High);
        double squared = Vector256.Sum(squares.Low + squares.High);
        double n = Vector256.Sum(number);
        for (; i < values.Length; i++)
        {
            double value = values[i] * mask[i];
            total += value;
            squared += value * value;
            n += mask[i];
        }

        return n == 0 ? default : From(total / n, squared / n);
    }

    /// <summary>Gives <c>(x - mean) / deviation</c>, and 0 where all scores are the same.</summary>
    public double Standardise(double x) => Deviation > 0 ? (x - Mean) / Deviation : 0;

    private static Moments From(double mean, double meanSquare)
    {
        var variance = meanSquare - (mean * mean);
        return new Moments(mean, variance > RelativeNoise * meanSquare ? Math.Sqrt(variance) : 0);
    }
}
