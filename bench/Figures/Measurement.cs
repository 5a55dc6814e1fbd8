namespace Agents.Bench.Figures;

/// <summary>What a figure came out as, and what it was measured against in the same run.</summary>
/// <param name="Value">The value that the must is about, in its unit.</param>
/// <param name="Beside">The floor and whatever else tells how the value came about.</param>
internal sealed record Measurement(double Value, params Beside[] Beside);

/// <summary>A number beside a figure.</summary>
internal sealed record Beside(string Name, double Value, string Unit);
