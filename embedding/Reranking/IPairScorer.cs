namespace Agents.Embedding.Reranking;

/// <summary>Scores texts for a question by a model; thread-safe.</summary>
internal interface IPairScorer : IDisposable
{
    /// <returns>A score for each text, in their order, the higher the better; null for what the model cannot
    /// read.</returns>
    Task<float?[]> ScoreAsync(string question, IReadOnlyList<string> texts, CancellationToken cancellationToken);
}
