using System.Globalization;

namespace Agents.Bench.Figures;

/// <summary>One row of the table.</summary>
/// <param name="Figure">What was measured.</param>
/// <param name="Load">The machine's load average when it began.</param>
/// <param name="Took">How long measuring took.</param>
/// <param name="Measurement">What came out; null where it could not be measured.</param>
/// <param name="Fault">Why it could not be measured.</param>
internal sealed record FigureRow(IFigure Figure, double Load, TimeSpan Took, Measurement? Measurement, string? Fault)
{
    /// <summary>Gets the outcome in a few words.</summary>
    public string Summary => Measurement is { } measurement
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{measurement.Value:0.00} {Figure.Must.Unit}, must {Figure.Must}: {(IsMet ? "met" : "MISSED")}")
        : "could not be measured";

    public bool IsMet => Measurement is { } measurement && Figure.Must.IsMet(measurement.Value);
}
