using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Agents.Memory.Recall.Fusion;

/// <summary>A raw score in standard deviations from its mean, with its tail drawn in.</summary>
/// <remarks>
/// A word that one of N documents has puts it <c>sqrt(N)</c> deviations from the mean, 100 in 10,000 documents, where a
/// cosine hardly reaches 5: one witness would silence the other in proportion to the size of the store. So what lies
/// beyond <see cref="TailStart"/> grows by its root: <c>z' = 2 + 2 sqrt(z - 3)</c>, which continues z with equal slope
/// and changes no order. Below the mean likewise: one document that is unlike thousands of copies has not sinned.
/// </remarks>
internal static class Standardised
{
    private const float TailStart = 4;

    /// <summary>Gives the standardised score of one document.</summary>
    public static double Of(double value, Moments moments)
    {
        var z = moments.Standardise(value);
        var far = Math.Abs(z);
        return far <= TailStart ? z : Math.CopySign(2 + (2 * Math.Sqrt(far - 3)), z);
    }

    /// <summary>Adds <paramref name="weight"/> times the standardised score where <paramref name="mask"/> is
    /// 1.</summary>
    public static void Add(
        ReadOnlySpan<float> values, ReadOnlySpan<float> mask, Moments moments, double weight, Span<float> fused)
    {
        if (moments.Deviation == 0)
        {
            return;
        }

        var scale = (float)(1 / moments.Deviation);
        var shift = Vector256.Create((float)(-moments.Mean / moments.Deviation));
        var tail = Vector256.Create(TailStart);
        var three = Vector256.Create(3f);
        ref var v = ref MemoryMarshal.GetReference(values);
        ref var m = ref MemoryMarshal.GetReference(mask);
        ref var f = ref MemoryMarshal.GetReference(fused);
        var i = 0;
        for (; i <= fused.Length - 8; i += 8)
        {
            var z = (Vector256.LoadUnsafe(ref v, (nuint)i) * scale) + shift;
            var far = Vector256.Abs(z);
            var drawn = (Vector256.Sqrt(Vector256.Max(far, tail) - three) * 2) + Vector256.Create(2f);
            z = Vector256.ConditionalSelect(Vector256.GreaterThan(far, tail), Vector256.CopySign(drawn, z), z);
            (Vector256.LoadUnsafe(ref f, (nuint)i) + (z * (float)weight * Vector256.LoadUnsafe(ref m, (nuint)i)))
                .StoreUnsafe(ref f, (nuint)i);
        }

        for (; i < fused.Length; i++)
        {
            fused[i] += (float)(weight * Of(values[i], moments)) * mask[i];
        }
    }
}
