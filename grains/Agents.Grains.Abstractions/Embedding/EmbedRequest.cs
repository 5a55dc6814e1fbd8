namespace Agents.Grains.Abstractions;

/// <summary>Texts to embed. They are user text: no log and no trace may show them.</summary>
[GenerateSerializer, Immutable, Alias("agents.embed-request")]
public sealed record EmbedRequest
{
    /// <summary>Gets the texts, at most <see cref="EmbeddingShards.TextsMax"/>.</summary>
    [Id(0)]
    public required IReadOnlyList<string> Texts { get; init; }

    /// <summary>Gets the model whose vectors are wanted; null takes those of any.</summary>
    [Id(1)]
    public string? ModelId { get; init; }

    /// <summary>Gets a value indicating whether nobody waits: the texts go after all others.</summary>
    [Id(2)]
    public bool Background { get; init; }
}
