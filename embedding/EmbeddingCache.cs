using Agents.Embedding.Caching;
using Microsoft.Extensions.AI;

namespace Agents.Embedding;

/// <summary>Remembers vectors for generators that compute elsewhere; a local model has a cache of its own.</summary>
public static class EmbeddingCache
{
    /// <summary>Puts a cache before a generator: a text that was embedded is not sent again, and one that several
    /// callers ask for at once is sent once.</summary>
    /// <param name="inner">Makes vectors of one model; owned.</param>
    /// <param name="entriesMax">The most vectors to remember; 0 remembers none.</param>
    public static IEmbeddingGenerator<string, Embedding<float>> Over(
        IEmbeddingGenerator<string, Embedding<float>> inner, int entriesMax) =>
        entriesMax > 0 ? new CachedEmbeddingGenerator(inner, entriesMax) : inner;
}
