using Agents.Memory.Recall.Columns;

namespace Agents.Memory.Recall.Fusion;

/// <summary>Nothing that the document says holds any longer: a later statement took the place of each.</summary>
/// <remarks>What is out of date looks like what took its place, so the words of the question cannot tell them
/// apart.</remarks>
internal sealed class OutdatedSignal(SearchState state) : IContext
{
    public string Name => "outdated";

    public double Weight => state.Options.OutdatedWeight;

    public string? Off { get; } = state.Columns.OutdatedCount == 0 ? "no memory is out of date" : null;

    public void AddTo(Span<float> fused, ReadOnlySpan<int> selected)
    {
        var flags = state.Columns.Flags.AsSpan(0, fused.Length);
        var weight = (float)Weight;
        foreach (var ordinal in selected)
        {
            fused[ordinal] -= (flags[ordinal] & DocumentFlags.Outdated) != 0 ? weight : 0;
        }
    }

    public double Of(int ordinal) => state.Columns.Has(ordinal, DocumentFlags.Outdated) ? -Weight : 0;
}
