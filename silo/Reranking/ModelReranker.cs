using Agents.Embedding;
using Agents.Memory.Recall;

namespace Agents.Silo.Reranking;

/// <summary>Reranks with the model of this process.</summary>
internal sealed class ModelReranker(RerankingModel model) : IReranker
{
    public async Task<IReadOnlyList<float?>> ScoreAsync(
        string question, IReadOnlyList<string> texts, CancellationToken cancellationToken) =>
        await model.ScoreAsync(question, texts, cancellationToken);
}
