using Microsoft.Extensions.AI;

namespace Agents.Gateway.Embeddings;

/// <summary>The embedding model as the interface names it.</summary>
internal sealed class EmbeddingModel(IEmbeddingGenerator<string, Embedding<float>> generator)
{
    private readonly EmbeddingGeneratorMetadata? _metadata =
        generator.GetService(typeof(EmbeddingGeneratorMetadata)) as EmbeddingGeneratorMetadata;

    public IEmbeddingGenerator<string, Embedding<float>> Generator => generator;

    /// <summary>Gets the model's id.</summary>
    public string Id => _metadata?.DefaultModelId ?? "embedding";

    /// <summary>Gets how many numbers a vector has, or null where the model does not say.</summary>
    public int? Dimensions => _metadata?.DefaultModelDimensions;
}
