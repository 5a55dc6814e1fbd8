namespace Agents.Memory.Recall;

/// <summary>Looks at the few best candidates of a question once more, and more closely than a scan of all
/// could.</summary>
public interface IReranker
{
    /// <summary>Scores texts for a question. Thread-safe and deterministic.</summary>
    /// <param name="question">The question as <see cref="RecallIndex.QueryForEmbedding"/> gives it: who said a text is
    /// another signal's matter.</param>
    /// <param name="texts">The candidates' texts, however long; at most 50.</param>
    /// <param name="cancellationToken">Ends the work: a caller that waits no longer cancels it.</param>
    /// <returns>A score for each text in their order, the higher the better, in a unit that holds for this call alone;
    /// null for a text that cannot be judged.</returns>
    Task<IReadOnlyList<float?>> ScoreAsync(
        string question, IReadOnlyList<string> texts, CancellationToken cancellationToken);
}
