using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Agents.Memory.Recall.Fusion;

/// <summary>The documents whose context is looked at: those of the most evidence, and their neighbours.</summary>
/// <remarks>
/// What was said before, when and by whom tells good matches apart and makes no match of what is none, so it need not
/// be computed for all of a large store. Small scopes are taken whole. Equal evidence is taken or left together.
/// </remarks>
internal static class Selection
{
    // The most that is taken whole, and about as many as are selected of more, neighbours not counted. More than the
    // most hits that can be asked for; twice as many changed no figure of recall on the development data.
    private const int WholeMax = 256;
    private const int Bits = 64;

    /// <summary>Gives the selected ordinals in ascending order, and among them the one that is to be
    /// explained.</summary>
    public static int[] Of(SearchState state, ReadOnlySpan<float> evidence)
    {
        var taken = new ulong[(evidence.Length / Bits) + 1];
        if (state.InScope > WholeMax)
        {
            TakeAbove(BestCandidates.BarOf(evidence, WholeMax), evidence, state, taken);
        }
        else
        {
            Array.Fill(taken, ulong.MaxValue);
        }

        if (state.Query.Explain is { } explained)
        {
            Take(explained, taken);
        }

        return Read(taken, state.Scope);
    }

    private static void TakeAbove(float bar, ReadOnlySpan<float> evidence, SearchState state, ulong[] taken)
    {
        ref var first = ref MemoryMarshal.GetReference(evidence);
        var lowest = Vector256.Create(bar);
        var ordinal = 0;
        for (; ordinal <= evidence.Length - Vector256<float>.Count; ordinal += Vector256<float>.Count)
        {
            var lanes = Vector256.LoadUnsafe(ref first, (nuint)ordinal);
            var good = Vector256.GreaterThanOrEqual(lanes, lowest).ExtractMostSignificantBits();
            for (; good != 0; good &= good - 1)
            {
                TakeWithNeighbours(ordinal + BitOperations.TrailingZeroCount(good), state, taken);
            }
        }

        for (; ordinal < evidence.Length; ordinal++)
        {
            if (evidence[ordinal] >= bar)
            {
                TakeWithNeighbours(ordinal, state, taken);
            }
        }
    }

    private static void TakeWithNeighbours(int ordinal, SearchState state, ulong[] taken)
    {
        if (state.Scope[ordinal] > 0)
        {
            Take(ordinal, taken);
            Take(state.Columns.Previous[ordinal], taken);
            Take(state.Columns.Next[ordinal], taken);
        }
    }

    private static void Take(int ordinal, ulong[] taken)
    {
        if (ordinal >= 0)
        {
            taken[ordinal / Bits] |= 1UL << (ordinal % Bits);
        }
    }

    private static int[] Read(ulong[] taken, ReadOnlySpan<float> scope)
    {
        var selected = new List<int>(WholeMax);
        for (var word = 0; word < taken.Length; word++)
        {
            for (var bits = taken[word]; bits != 0; bits &= bits - 1)
            {
                var ordinal = (word * Bits) + BitOperations.TrailingZeroCount(bits);
                if (ordinal < scope.Length && scope[ordinal] > 0)
                {
                    selected.Add(ordinal);
                }
            }
        }

        return [.. selected];
    }
}
