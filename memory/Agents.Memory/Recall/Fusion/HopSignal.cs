namespace Agents.Memory.Recall.Fusion;

/// <summary>The document goes on from the memories that the hops before found: BM25 of the rare words that they bring
/// in, standardised over the scope.</summary>
/// <remarks>
/// The reading of a key-value memory network (Miller et al., 2016, equation 4) in words: the next hop asks for the
/// question and what was read, <c>q' = q + o</c>.
/// </remarks>
internal sealed class HopSignal(SearchState state) : IEvidence
{
    private readonly Moments _moments = Moments.Of(state.Hop, state.Scope);

    public string Name => "hop";

    public double Weight => state.Options.HopWeight;

    public string? Off => state.Query.Readouts.Count == 0 ? "this is the first hop"
        : !state.Hopped ? "what was read leads nowhere"
        : null;

    public void AddTo(Span<float> fused) => Standardised.Add(state.Hop, state.Scope, _moments, Weight, fused);

    public double Of(int ordinal) => Weight * Standardised.Of(state.Hop[ordinal], _moments);
}
