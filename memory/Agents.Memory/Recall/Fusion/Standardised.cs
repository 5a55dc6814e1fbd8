using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Agents.Memory.Recall.Fusion;

/// <summary>Adds a standardised score to the fused one.</summary>
internal static class Standardised
{
    /// <summary>Adds <c>weight * (value - mean) / deviation</c> where <paramref name="mask"/> is 1.</summary>
    public static void Add(
        ReadOnlySpan<float> values, ReadOnlySpan<float> mask, Moments moments, double weight, Span<float> fused)
    {
        if (moments.Deviation == 0)
        {
            return;
        }

        var factor = (float)(weight / moments.Deviation);
        var shift = (float)(-weight * moments.Mean / moments.Deviation);
        ref var v = ref MemoryMarshal.GetReference(values);
        ref var m = ref MemoryMarshal.GetReference(mask);
        ref var f = ref MemoryMarshal.GetReference(fused);
        var i = 0;
        for (; i <= fused.Length - 8; i += 8)
        {
            var added = (Vector256.LoadUnsafe(ref v, (nuint)i) * factor) + Vector256.Create(shift);
            (Vector256.LoadUnsafe(ref f, (nuint)i) + (added * Vector256.LoadUnsafe(ref m, (nuint)i)))
                .StoreUnsafe(ref f, (nuint)i);
        }

        for (; i < fused.Length; i++)
        {
            fused[i] += ((values[i] * factor) + shift) * mask[i];
        }
    }
}
