namespace Agents.Memory.Recall;

/// <summary>What a question found, best first.</summary>
/// <remarks>
/// Confidence is a first form, monotone in both of its parts: <c>1 - (1 - w)(1 - d)</c>, where w is the share of the
/// best word score that the question allows, and d is how far the cosine lies from
/// <see cref="RecallOptions.NoiseCosine"/> to 1. A hit by another participant than the one the question names counts
/// half. It is not calibrated.
/// </remarks>
public sealed record RecallResult
{
    /// <summary>Gets the hits; equal scores stand by ascending id.</summary>
    public required IReadOnlyList<RecallHit> Hits { get; init; }

    /// <summary>Gets the weight of each signal.</summary>
    public required IReadOnlyDictionary<string, double> Weights { get; init; }

    /// <summary>Gets for each signal <c>on</c>, or <c>off: </c> and why it did not run.</summary>
    public required IReadOnlyDictionary<string, string> Switches { get; init; }

    /// <summary>Gets how many documents the filters let through.</summary>
    public required int InScope { get; init; }

    /// <summary>Gets how many of them had a word in common with the question or a vector above noise.</summary>
    public required int Candidates { get; init; }

    /// <summary>Gets the highest confidence of a hit; 0 without any.</summary>
    public required double Confidence { get; init; }

    /// <summary>Gets whether <see cref="Confidence"/> reaches
    /// <see cref="RecallOptions.AnswerableConfidence"/>.</summary>
    public required bool Answerable { get; init; }

    /// <summary>Gets the document that <see cref="RecallQuery.Explain"/> asked about.</summary>
    public RecallExplanation? Explained { get; init; }
}
