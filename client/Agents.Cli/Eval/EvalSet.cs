using Agents.Cli.DataSets;

namespace Agents.Cli.Eval;

/// <summary>A data set as an evaluation takes it.</summary>
internal sealed record EvalSet
{
    public required string Name { get; init; }

    public required int SampleCount { get; init; }

    /// <summary>Gets the samples; read once, one at a time.</summary>
    public required IEnumerable<Sample> Samples { get; init; }

    /// <summary>Gets a value indicating whether ids that are numbers are written as JSON numbers.</summary>
    public required bool NumericIds { get; init; }

    public required Func<IReadOnlyList<Answer>, EvalReport> Score { get; init; }
}
