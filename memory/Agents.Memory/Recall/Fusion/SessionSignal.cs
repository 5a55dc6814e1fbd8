using System.Buffers;

namespace Agents.Memory.Recall.Fusion;

/// <summary>The document's conversation is about the question: the mean of its three best scores,
/// standardised.</summary>
/// <remarks>Reads what the signals before it have added up. Three, since one good match may be chance.</remarks>
internal sealed class SessionSignal(SearchState state) : ISignal
{
    private const int Best = 3;

    private Moments _moments;

    public string Name => "session";

    public double Weight => state.Options.SessionWeight;

    public string? Off => state.Columns.ConversationNames.Used < 2 ? "the store has no two conversations" : null;

    public void AddTo(Span<float> fused)
    {
        var count = state.Columns.ConversationNames.Count;
        var tops = ArrayPool<float>.Shared.Rent(count * Best);
        tops.AsSpan(0, count * Best).Fill(float.NegativeInfinity);
        var conversations = state.Columns.Conversations.AsSpan(0, fused.Length);
        for (var ordinal = 0; ordinal < fused.Length; ordinal++)
        {
            if (conversations[ordinal] >= 0 && state.Scope[ordinal] > 0)
            {
                Keep(tops.AsSpan(conversations[ordinal] * Best, Best), fused[ordinal]);
            }
        }

        var sessions = state.Sessions;
        for (var ordinal = 0; ordinal < fused.Length; ordinal++)
        {
            sessions[ordinal] = conversations[ordinal] >= 0 && state.Scope[ordinal] > 0
                ? MeanOf(tops.AsSpan(conversations[ordinal] * Best, Best))
                : 0;
        }

        ArrayPool<float>.Shared.Return(tops);
        _moments = Moments.Of(sessions, state.Scope);
        Standardised.Add(sessions, state.Scope, _moments, Weight, fused);
    }

    public double Of(int ordinal) => Weight * Standardised.Of(state.Sessions[ordinal], _moments);

    private static void Keep(Span<float> best, float score)
    {
        var at = Best - 1;
        if (score <= best[at])
        {
            return;
        }

        for (; at > 0 && best[at - 1] < score; at--)
        {
            best[at] = best[at - 1];
        }

        best[at] = score;
    }

    // A conversation of one memory counts a third of it: two more that say nothing stand at the mean, which is 0.
    private static float MeanOf(ReadOnlySpan<float> best)
    {
        float sum = 0;
        foreach (var score in best)
        {
            sum += float.IsNegativeInfinity(score) ? 0 : score;
        }

        return sum / Best;
    }
}
