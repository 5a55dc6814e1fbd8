using Agents.Memory.Activation;

namespace Agents.Memory.Recall.Fusion;

/// <summary>The document was used: what that adds to the chance of being needed that its age gives it.</summary>
/// <remarks>
/// By ACT-R a memory of activation B is needed with a chance of <c>1 / (1 + e^((t - B) / s))</c>. With a threshold t
/// where a memory of 30 days stands that was never used, and a noise s of 1/2, that is just what
/// <see cref="RecencySignal"/> gives a memory that was never used; this is the rest, from 0 to 1.
/// </remarks>
internal sealed class ActivationSignal(SearchState state) : IContext
{
    private const double ThresholdSeconds = 30 * 86_400;

    private readonly long _now = state.Query.Now.UtcTicks;
    private readonly UseTable _uses = state.Query.Uses ?? new UseTable();

    public string Name => "activation";

    public double Weight => state.Options.ActivationWeight;

    public string? Off => _uses.Count == 0 ? "no memory was used yet" : null;

    public void AddTo(Span<float> fused, ReadOnlySpan<int> selected)
    {
        var weight = Weight;
        foreach (var ordinal in selected)
        {
            if (_uses.IsUsed(ordinal))
            {
                fused[ordinal] += (float)(weight * ValueOf(ordinal));
            }
        }
    }

    public double Of(int ordinal) => _uses.IsUsed(ordinal) ? Weight * ValueOf(ordinal) : 0;

    private double ValueOf(int ordinal)
    {
        var made = state.Columns.MadeAt(ordinal);
        return Chance(_uses.LevelOf(ordinal, made, _now)) - Chance(UseTable.LevelUnused(made, _now));
    }

    private static double Chance(double level) => 1 / (1 + (1 / (ThresholdSeconds * Math.Exp(2 * level))));
}
