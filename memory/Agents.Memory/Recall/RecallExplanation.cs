namespace Agents.Memory.Recall;

/// <summary>One document seen from one question.</summary>
/// <param name="Ordinal">The document.</param>
/// <param name="Rank">Its rank from 1 among all candidates, or null when it is none.</param>
/// <param name="Score">Its fused score; 0 when it is out of scope.</param>
/// <param name="Confidence">Its confidence.</param>
/// <param name="Signals">The contribution of each signal.</param>
/// <param name="Needed">What it would have needed to be a hit, as a sentence; empty when it is one.</param>
public sealed record RecallExplanation(
    int Ordinal,
    int? Rank,
    double Score,
    double Confidence,
    IReadOnlyDictionary<string,
    double> Signals,
    string Needed);
