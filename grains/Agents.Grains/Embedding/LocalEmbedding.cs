namespace Agents.Grains.Embedding;

/// <summary>Names the generator of the node's own model among its services, which a shard hands its texts to.</summary>
internal static class LocalEmbedding
{
    public const string Key = "agents.embedding.local";
}
