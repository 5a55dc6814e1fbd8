using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Agents.Memory.Recall.Columns;

namespace Agents.Memory.Recall.Fusion;

/// <summary>Keeps the best few of many candidates: a heap whose root is the worst that is kept.</summary>
/// <remarks>Equal scores go by ascending id, so what is kept does not depend on the order of the documents.</remarks>
internal sealed class BestCandidates(int capacity, IdColumn ids)
{
    private const int SampleStride = 8;
    private const int SampledMin = 1_024;

    private readonly (float Score, int Ordinal)[] _heap = new (float Score, int Ordinal)[capacity];
    private int _count;

    /// <summary>Gives the ordinals that are kept, in no order.</summary>
    public int[] Ordinals() => Array.ConvertAll(_heap[.._count], kept => kept.Ordinal);

    public void Offer(float score, int ordinal)
    {
        if (_count < _heap.Length)
        {
            _heap[_count] = (score, ordinal);
            Rise(_count++);
        }
        else if (score >= _heap[0].Score && IsBetter((score, ordinal), _heap[0]))
        {
            _heap[0] = (score, ordinal);
            Sink();
        }
    }

    /// <summary>Offers a score for each ordinal from 0; minus infinity is none.</summary>
    /// <remarks>
    /// A bar that about twice the capacity should pass is guessed from a sample, so that the heap sees those alone:
    /// otherwise it would change hundreds of times. A guess that lets too few pass costs a second look, no more.
    /// </remarks>
    public void OfferAll(ReadOnlySpan<float> scores)
    {
        var bar = scores.Length >= SampledMin ? Math.Max(BarOf(scores, _heap.Length), float.MinValue) : float.MinValue;
        OfferAbove(scores, bar);
        if (_count < _heap.Length && bar > float.MinValue)
        {
            _count = 0;
            OfferAbove(scores, float.MinValue);
        }
    }

    /// <summary>Gives a score that somewhat more of the scores reach than are wanted, as a sample of them
    /// tells.</summary>
    public static float BarOf(ReadOnlySpan<float> scores, int wanted)
    {
        var share = (double)wanted / SampleStride;
        Span<float> best = stackalloc float[Math.Min((int)(share + (4 * Math.Sqrt(share)) + 1), 256)];
        best.Fill(float.NegativeInfinity);
        for (var ordinal = 0; ordinal < scores.Length; ordinal += SampleStride)
        {
            var at = best.Length - 1;
            if (scores[ordinal] <= best[at])
            {
                continue;
            }

            for (; at > 0 && best[at - 1] < scores[ordinal]; at--)
            {
                best[at] = best[at - 1];
            }

            best[at] = scores[ordinal];
        }

        return best[^1];
    }

    /// <summary>Offers the scores that reach a bar; whole lanes below it are passed over.</summary>
    private void OfferAbove(ReadOnlySpan<float> scores, float bar)
    {
        ref var first = ref MemoryMarshal.GetReference(scores);
        var lowest = Vector256.Create(bar);
        var ordinal = 0;
        for (; ordinal <= scores.Length - Vector256<float>.Count; ordinal += Vector256<float>.Count)
        {
            var lanes = Vector256.LoadUnsafe(ref first, (nuint)ordinal);
            var good = Vector256.GreaterThanOrEqual(lanes, lowest).ExtractMostSignificantBits();
            if (good == 0)
            {
                continue;
            }

            for (; good != 0; good &= good - 1)
            {
                var lane = ordinal + BitOperations.TrailingZeroCount(good);
                Offer(scores[lane], lane);
            }

            lowest = Vector256.Create(_count == _heap.Length ? Math.Max(bar, _heap[0].Score) : bar);
        }

        for (; ordinal < scores.Length; ordinal++)
        {
            if (scores[ordinal] >= bar)
            {
                Offer(scores[ordinal], ordinal);
            }
        }
    }

    // Ties are rare, and their comparison is kept out of line so that the rest of it is inlined.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsBetter((float Score, int Ordinal) a, (float Score, int Ordinal) b) =>
        a.Score > b.Score || (a.Score == b.Score && ComesFirst(a.Ordinal, b.Ordinal));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool ComesFirst(int a, int b) => ids[a].SequenceCompareTo(ids[b]) < 0;

    private void Rise(int at)
    {
        while (at > 0 && IsBetter(_heap[(at - 1) / 2], _heap[at]))
        {
            (_heap[at], _heap[(at - 1) / 2]) = (_heap[(at - 1) / 2], _heap[at]);
            at = (at - 1) / 2;
        }
    }

    private void Sink()
    {
        for (var at = 0; (2 * at) + 1 < _count;)
        {
            var child = (2 * at) + 1;
            if (child + 1 < _count && IsBetter(_heap[child], _heap[child + 1]))
            {
                child++;
            }

            if (!IsBetter(_heap[at], _heap[child]))
            {
                return;
            }

            (_heap[at], _heap[child]) = (_heap[child], _heap[at]);
            at = child;
        }
    }
}
