namespace Agents.Memory.Recall.Fusion;

/// <summary>The document says words of the question side by side: rarity of the pairs, standardised over the
/// scope.</summary>
internal sealed class PhraseSignal(SearchState state) : IEvidence
{
    private readonly Moments _moments = Moments.Of(state.Phrases, state.Scope);

    public string Name => "phrase";

    public double Weight => state.Options.PhraseWeight;

    public string? Off => state.HasPhrase ? null : "no memory has two words of the question side by side";

    public void AddTo(Span<float> fused) => Standardised.Add(state.Phrases, state.Scope, _moments, Weight, fused);

    public double Of(int ordinal) => Weight * Standardised.Of(state.Phrases[ordinal], _moments);
}
