namespace Agents.Memory.Recall.Fusion;

/// <summary>The document says what a walk along the relations that the question names ends at, or went by.</summary>
/// <remarks>"Where does the wife of X live" names an entity and two relations; what was taken from the turns says who
/// she
/// is and where she lives.</remarks>
internal sealed class GraphSignal(SearchState state) : IEvidence
{
    public string Name => "graph";

    public double Weight => state.Options.GraphWeight;

    public string? Off => state.GraphOff;

    public void AddTo(Span<float> fused)
    {
        var scope = state.Scope;
        foreach (var (ordinal, share) in state.Related)
        {
            fused[ordinal] += (float)(Weight * share) * scope[ordinal];
        }
    }

    public double Of(int ordinal) => Weight * state.Related.GetValueOrDefault(ordinal);
}
