namespace Agents.Memory.Recall;

/// <summary>A document that was found, with the reason.</summary>
/// <param name="Ordinal">The document.</param>
/// <param name="Score">The sum of <paramref name="Signals"/>.</param>
/// <param name="Confidence">How sure it is that the document bears on the question, 0 to 1; see
/// <see cref="RecallResult"/>.</param>
/// <param name="Signals">The contribution of each signal, its weight included, by the signal's name.</param>
public sealed record RecallHit(
    int Ordinal, double Score, double Confidence, IReadOnlyDictionary<string, double> Signals);
