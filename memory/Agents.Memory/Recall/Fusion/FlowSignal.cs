using Agents.Contracts;

namespace Agents.Memory.Recall.Fusion;

/// <summary>What was said just before or after in the conversation bears on the question: a share of its
/// score.</summary>
/// <remarks>
/// The shift of a Neural Turing Machine's addressing (Graves et al., 2014, equation 8) over the evidence that was added
/// up before it: <c>s'(i) = s(i) + f(i - 1) s(i - 1) + b s(i + 1)</c>. The share f grows with how much the one before
/// asks, since an answer follows its question; b is three quarters of what flows forward else. What an assistant
/// answers is told to the user and not by him, so there no more than the plain share flows.
/// </remarks>
internal sealed class FlowSignal(SearchState state) : IContext
{
    private const double BackShare = 0.75;

    private readonly int _assistant =
        state.Columns.RoleNames.TryFind(MessageRoles.Assistant, out var number) ? number : -1;

    public string Name => "flow";

    public double Weight => state.Options.FlowWeight;

    public string? Off => state.Columns.ConversationNames.Used == 0 ? "no memory belongs to a conversation" : null;

    public void AddTo(Span<float> fused, ReadOnlySpan<int> selected)
    {
        var flow = state.Flow;
        var scope = state.Scope;
        var previous = state.Columns.Previous.AsSpan(0, fused.Length);
        var asking = state.Columns.Asking.AsSpan(0, fused.Length);
        var roles = state.Columns.Roles.AsSpan(0, fused.Length);
        var forward = (float)Weight;
        var back = (float)(Weight * BackShare);
        var reply = (float)(state.Options.ReplyWeight / byte.MaxValue);
        foreach (var ordinal in selected)
        {
            var before = previous[ordinal];
            if (before >= 0 && scope[before] > 0)
            {
                var share = roles[ordinal] == _assistant ? forward : forward + (reply * asking[before]);
                flow[ordinal] += share * fused[before];
                flow[before] += back * fused[ordinal];
            }
        }

        // Only now, since what flows is what was there before.
        foreach (var ordinal in selected)
        {
            fused[ordinal] += flow[ordinal];
        }
    }

    public double Of(int ordinal) => state.Flow[ordinal];
}
