namespace Agents.Memory.Recall.Fusion;

/// <summary>The document is recent: <c>1 / (1 + age / 30 days)</c>, from 1 now to 0 long ago.</summary>
/// <remarks>
/// Hyperbolic, as forgetting is, and never a cliff: between two old documents it says next to nothing. What lies in the
/// future counts as now.
/// </remarks>
internal sealed class RecencySignal(SearchState state) : IContext
{
    private const double HalfTicks = 30.0 * TimeSpan.TicksPerDay;

    private readonly long _now = state.Query.Now.UtcTicks;

    public string Name => "recency";

    public double Weight => state.Options.RecencyWeight;

    public string? Off => null;

    public void AddTo(Span<float> fused, ReadOnlySpan<int> selected)
    {
        var times = state.Columns.Times.AsSpan(0, fused.Length);
        var weight = Weight;
        foreach (var ordinal in selected)
        {
            fused[ordinal] += (float)(weight * ValueAt(times[ordinal]));
        }
    }

    public double Of(int ordinal) => Weight * ValueAt(state.Columns.Times[ordinal]);

    private double ValueAt(long ticks) => HalfTicks / (HalfTicks + Math.Max(0, _now - ticks));
}
