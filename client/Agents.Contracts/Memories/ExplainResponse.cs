namespace Agents.Contracts;

/// <summary>Why a recall came out as it did.</summary>
public sealed record ExplainResponse
{
    public required RecallResponse Recall { get; init; }

    /// <summary>Gets the weight of each signal in the fused score.</summary>
    public required IReadOnlyDictionary<string, double> Weights { get; init; }

    /// <summary>Gets which signals ran, and why one did not.</summary>
    public required IReadOnlyDictionary<string, string> Switches { get; init; }

    public required int BudgetTokens { get; init; }

    /// <summary>Gets the time of each stage in milliseconds.</summary>
    public required IReadOnlyDictionary<string, double> StageMs { get; init; }

    /// <summary>Gets the memory that was asked about, with its rank and what it would have needed; null when none
    /// was.</summary>
    public ExplainedMemory? Memory { get; init; }
}
