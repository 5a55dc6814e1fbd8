namespace Agents.Memory.Recall.Fusion;

/// <summary>The document tells what a memory of the hop before leaves open: the share of the question that the two hold
/// together, where it holds a name that the memory brings in.</summary>
/// <remarks>With "A's boss is B" and "B lives in C", the question where A's boss lives finds the first by its own words
/// and the second by B and "lives".</remarks>
internal sealed class CompletionSignal(SearchState state, HopSignal hop) : IEvidence
{
    public string Name => "completion";

    public double Weight => state.Options.CompletionWeight;

    public string? Off => hop.Off;

    public void AddTo(Span<float> fused)
    {
        var weight = (float)Weight;
        var completed = state.Completed;
        var scope = state.Scope;
        for (var ordinal = 0; ordinal < fused.Length; ordinal++)
        {
            fused[ordinal] += weight * completed[ordinal] * scope[ordinal];
        }
    }

    public double Of(int ordinal) => Weight * state.Completed[ordinal];
}
