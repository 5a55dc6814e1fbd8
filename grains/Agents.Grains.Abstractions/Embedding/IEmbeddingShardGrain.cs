namespace Agents.Grains.Abstractions;

/// <summary>One door to the embedding model of a node that has a GPU. The key is <see cref="EmbeddingShards.KeyOf"/>.
/// </summary>
/// <remarks>
/// It lives on nodes that host shards only: without any, calls fail at once. Nothing is kept, so a call may be
/// repeated. A cancelled call drops the texts that still wait.
/// </remarks>
[Alias("agents.embedding-shard")]
public interface IEmbeddingShardGrain : IGrainWithStringKey
{
    /// <summary>Embeds texts together with those of other callers.</summary>
    /// <exception cref="ArgumentException">There are more texts, or longer ones, than <see cref="EmbeddingShards"/>
    /// allows in one call.</exception>
    [Alias("embed"), ResponseTimeout("00:01:00")]
    Task<EmbedResponse> EmbedAsync(EmbedRequest request, CancellationToken cancellationToken);
}
