namespace Agents.Memory.Recall.Fusion;

/// <summary>The document asks instead of telling: minus the share of its sentences that end in a question
/// mark.</summary>
internal sealed class AsksSignal(SearchState state) : IContext
{
    public string Name => "asks";

    public double Weight => state.Options.AsksWeight;

    public string? Off => null;

    public void AddTo(Span<float> fused, ReadOnlySpan<int> selected)
    {
        var step = (float)(-Weight / byte.MaxValue);
        var asking = state.Columns.Asking.AsSpan(0, fused.Length);
        foreach (var ordinal in selected)
        {
            fused[ordinal] += step * asking[ordinal];
        }
    }

    public double Of(int ordinal) => Weight * -state.Columns.Asking[ordinal] / byte.MaxValue;
}
