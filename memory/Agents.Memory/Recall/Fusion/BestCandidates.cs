using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Agents.Memory.Recall.Columns;

namespace Agents.Memory.Recall.Fusion;

/// <summary>Keeps the best few of many candidates: a heap whose root is the worst that is kept.</summary>
/// <remarks>Equal scores go by ascending id, so what is kept does not depend on the order of the documents.</remarks>
internal sealed class BestCandidates(int capacity, IdColumn ids)
{
    private readonly (float Score, int Ordinal)[] _heap = new (float Score, int Ordinal)[capacity];
    private int _count;

    public ReadOnlySpan<(float Score, int Ordinal)> Kept => _heap.AsSpan(0, _count);

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

    /// <summary>Offers a score for each ordinal from 0; those below what is kept already are passed over in lanes.</summary>
    public void OfferAll(ReadOnlySpan<float> scores)
    {
        ref var first = ref MemoryMarshal.GetReference(scores);
        var ordinal = 0;
        while (ordinal < scores.Length)
        {
            if (_count == _heap.Length && ordinal <= scores.Length - Vector256<float>.Count)
            {
                var lanes = Vector256.LoadUnsafe(ref first, (nuint)ordinal);
                if (!Vector256.GreaterThanOrEqualAny(lanes, Vector256.Create(_heap[0].Score)))
                {
                    ordinal += Vector256<float>.Count;
                    continue;
                }
            }

            // A lane of the block is good enough, or there is no whole block: one by one.
            var end = Math.Min(ordinal + Vector256<float>.Count, scores.Length);
            for (; ordinal < end; ordinal++)
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
