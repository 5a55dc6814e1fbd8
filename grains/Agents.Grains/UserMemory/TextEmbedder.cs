using Agents.Memory.Recall;
using Microsoft.Extensions.AI;

namespace Agents.Grains.UserMemory;

/// <summary>Embeds texts with the silo's generator and packs the vectors as the log keeps them.</summary>
internal sealed class TextEmbedder(IEmbeddingGenerator<string, Embedding<float>> generator)
{
    // The keys are agreed with the generator; one that does not know them takes every text as readable and urgent.
    private const string UnknownShareKey = "agents.unknown_share";
    private const string PriorityKey = "agents.priority";
    private const double UnknownShareMax = 0.30;

    private static readonly EmbeddingGenerationOptions Background = new()
    {
        AdditionalProperties = new AdditionalPropertiesDictionary { [PriorityKey] = "background" },
    };

    private readonly EmbeddingGeneratorMetadata? _metadata =
        generator.GetService(typeof(EmbeddingGeneratorMetadata)) as EmbeddingGeneratorMetadata;

    /// <summary>Gets the id of the model; vectors of different models are never compared.</summary>
    public string ModelId => _metadata?.DefaultModelId
        ?? throw new InvalidOperationException(
            "The embedding generator names no model, so its vectors cannot be kept.");

    /// <summary>Gets the number of components of the model's vectors.</summary>
    public int Dimension => _metadata?.DefaultModelDimensions
        ?? throw new InvalidOperationException(
            "The embedding generator names no dimension, so its vectors cannot be kept.");

    /// <summary>Embeds a question; empty when the model cannot read it.</summary>
    public async Task<ReadOnlyMemory<float>> EmbedQueryAsync(string text, CancellationToken cancellationToken)
    {
        var embeddings = await generator.GenerateAsync([text], null, cancellationToken);
        return IsUnreadable(embeddings[0]) ? default : embeddings[0].Vector;
    }

    /// <summary>Embeds texts and packs their vectors; one that the model cannot read is empty.</summary>
    public async Task<byte[][]> EmbedAsync(
        IReadOnlyList<string> texts, bool urgent, CancellationToken cancellationToken)
    {
        var embeddings = await generator.GenerateAsync(texts, urgent ? null : Background, cancellationToken);
        return [.. embeddings.Select(
            embedding => IsUnreadable(embedding) ? [] : PackedVector.Pack(embedding.Vector.Span))];
    }

    private static bool IsUnreadable(Embedding<float> embedding) =>
        embedding.AdditionalProperties?.TryGetValue(UnknownShareKey, out var share) == true
        && share is double value && value > UnknownShareMax;
}
