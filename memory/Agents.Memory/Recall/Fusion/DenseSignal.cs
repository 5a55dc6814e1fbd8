namespace Agents.Memory.Recall.Fusion;

/// <summary>The document means what the question means: cosine of the vectors, standardised over the scope.</summary>
/// <remarks>A document without a vector stands at the mean, so that it is ranked by its other signals alone.</remarks>
internal sealed class DenseSignal(SearchState state) : IEvidence
{
    public string Name => "dense";

    public double Weight => state.Options.DenseWeight;

    public string? Off => state.DenseOff;

    public void AddTo(Span<float> fused) =>
        Standardised.Add(state.Cosines, state.HasCosine, state.DenseMoments, Weight, fused);

    public double Of(int ordinal) =>
        state.HasCosine[ordinal] == 0 ? 0 : Weight * Standardised.Of(state.Cosines[ordinal], state.DenseMoments);
}
