namespace Agents.Embedding.Caching;

/// <summary>What is remembered of an embedding; the text is not.</summary>
/// <param name="Vector">The vector.</param>
/// <param name="ModelId">The model that made it.</param>
/// <param name="UnknownShare">See <see cref="EmbeddingProperties.UnknownShare"/>; null when not known.</param>
/// <param name="Tokens">See <see cref="EmbeddingProperties.Tokens"/>; null when not known.</param>
internal sealed record CachedVector(ReadOnlyMemory<float> Vector, string? ModelId, double? UnknownShare, int? Tokens);
