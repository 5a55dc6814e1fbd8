using System.Buffers;

namespace Agents.Memory.Recall.Fusion;

/// <summary>The document's conversation is about the question: the mean of its three best scores,
/// standardised.</summary>
/// <remarks>Reads what the signals before it have added up. Three, since one good match may be chance.</remarks>
internal sealed class SessionSignal(SearchState state) : IContext
{
    private const int Best = 3;

    private Moments _moments;

    public string Name => "session";

    public double Weight => state.Options.SessionWeight;

    public string? Off => state.Columns.ConversationNames.Used < 2 ? "the store has no two conversations" : null;

    public void AddTo(Span<float> fused, ReadOnlySpan<int> selected)
    {
        var count = state.Columns.ConversationNames.Count;
        var rented = ArrayPool<float>.Shared.Rent(count * Best);
        var tops = rented.AsSpan(0, count * Best);
        tops.Fill(float.NegativeInfinity);
        var conversations = state.Columns.Conversations.AsSpan(0, fused.Length);
        foreach (var ordinal in selected)
        {
            var first = conversations[ordinal] * Best;
            if (first >= 0 && fused[ordinal] > tops[first + Best - 1])
            {
                Keep(tops.Slice(first, Best), fused[ordinal]);
            }
        }

        TurnIntoMeans(tops);
        var sessions = state.Sessions;
        var (means, has) = (new float[selected.Length], new float[selected.Length]);
        for (var i = 0; i < selected.Length; i++)
        {
            var conversation = conversations[selected[i]];
            has[i] = conversation >= 0 ? 1 : 0;
            means[i] = conversation >= 0 ? tops[conversation * Best] : 0;
            sessions[selected[i]] = means[i];
        }

        ArrayPool<float>.Shared.Return(rented);
        _moments = Moments.Of(means, has);
        foreach (var ordinal in selected)
        {
            fused[ordinal] += (float)Of(ordinal);
        }
    }

    // A memory of no conversation can be in none that is about the question: it gains nothing by it and loses nothing.
    public double Of(int ordinal) => state.Columns.Conversations[ordinal] < 0
        ? 0
        : Weight * Standardised.Of(state.Sessions[ordinal], _moments);

    private static void Keep(Span<float> best, float score)
    {
        var at = Best - 1;
        for (; at > 0 && best[at - 1] < score; at--)
        {
            best[at] = best[at - 1];
        }

        best[at] = score;
    }

    // A conversation of one memory counts a third of it: two more that say nothing stand at the mean, which is 0.
    private static void TurnIntoMeans(Span<float> tops)
    {
        for (var first = 0; first < tops.Length; first += Best)
        {
            float sum = 0;
            foreach (var score in tops.Slice(first, Best))
            {
                sum += float.IsNegativeInfinity(score) ? 0 : score;
            }

            tops[first] = sum / Best;
        }
    }
}
