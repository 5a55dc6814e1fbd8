namespace Agents.Contracts;

/// <summary>One memory seen from one question.</summary>
/// <param name="Id">The memory.</param>
/// <param name="Rank">Its rank from 1, or null when it is no candidate.</param>
/// <param name="Score">Its fused score.</param>
/// <param name="Signals">The contribution of each signal.</param>
/// <param name="Needed">What it would have needed to be in the block; empty when it is in it.</param>
public sealed record ExplainedMemory(
    string Id, int? Rank, double Score, IReadOnlyDictionary<string, double> Signals, string Needed);
