using Agents.Cli.DataSets;

namespace Agents.Cli.Eval;

/// <summary>What memory found for one question.</summary>
internal sealed record Answer
{
    public required string Sample { get; init; }

    public required Question Question { get; init; }

    /// <summary>Gets the ids found, best first.</summary>
    public required IReadOnlyList<string> Retrieved { get; init; }

    /// <summary>Gets the words, split at white space, that each one puts into a prompt as <c>Author:
    /// text</c>.</summary>
    public required IReadOnlyList<int> Words { get; init; }

    /// <summary>Gets the confidence of the first; 0 when nothing was found.</summary>
    public required double Confidence { get; init; }

    /// <summary>Gets how long the search took over HTTP, in milliseconds.</summary>
    public required double Milliseconds { get; init; }

    /// <summary>Gets a value indicating whether a stage was skipped, so that the ranking is not the full one.</summary>
    public required bool Incomplete { get; init; }
}
