namespace Agents.Memory.Recall.Fusion;

/// <summary>The document says the question's words: BM25, standardised over the scope.</summary>
internal sealed class LexicalSignal(SearchState state) : IEvidence
{
    private readonly Moments _moments = Moments.Of(state.Words, state.Scope);

    public string Name => "lexical";

    public double Weight => state.Options.LexicalWeight;

    public string? Off => state.WordsBest == 0 ? "the question has no word to look up" : null;

    public void AddTo(Span<float> fused) => Standardised.Add(state.Words, state.Scope, _moments, Weight, fused);

    public double Of(int ordinal) => Weight * Standardised.Of(state.Words[ordinal], _moments);
}
