namespace Agents.Memory.Recall;

/// <summary>What a question found, best first.</summary>
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

    /// <summary>Gets how many of them were weighed by all signals: the best by words and meaning, and their
    /// neighbours.</summary>
    public required int Candidates { get; init; }

    /// <summary>Gets the highest confidence of a hit, a probability; 0 without any.</summary>
    public required double Confidence { get; init; }

    /// <summary>Gets whether <see cref="Confidence"/> reaches
    /// <see cref="RecallOptions.AnswerableConfidence"/>.</summary>
    public required bool Answerable { get; init; }

    /// <summary>Gets the documents whose texts the next hop reads, best first; empty when there is none.</summary>
    /// <remarks>The index keeps no texts: whoever does goes on with <see cref="RecallSearch.Continue"/>, or asks again
    /// with <see cref="RecallQuery.Hop"/> one more and the texts in <see cref="RecallQuery.Readouts"/>.</remarks>
    public required IReadOnlyList<int> Read { get; init; }

    /// <summary>Gets the document that <see cref="RecallQuery.Explain"/> asked about.</summary>
    public RecallExplanation? Explained { get; init; }
}
