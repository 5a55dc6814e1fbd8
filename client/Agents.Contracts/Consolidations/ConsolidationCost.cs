namespace Agents.Contracts;

/// <summary>What a run cost.</summary>
/// <param name="Calls">Calls of the model.</param>
/// <param name="InputTokens">Tokens sent.</param>
/// <param name="OutputTokens">Tokens received.</param>
/// <param name="Money">In the currency of the configured prices; 0 where none are.</param>
public sealed record ConsolidationCost(int Calls, long InputTokens, long OutputTokens, decimal Money);
