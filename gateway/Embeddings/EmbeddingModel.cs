using Microsoft.Extensions.AI;

namespace Agents.Gateway.Embeddings;

/// <summary>The embedding model as the interface names it.</summary>
internal sealed class EmbeddingModel(IEmbeddingGenerator<string, Embedding<float>> generator)
{
    public IEmbeddingGenerator<string, Embedding<float>> Generator => generator;

    /// <summary>Gets the model's id; a name that stands for any where it is not known yet.</summary>
    public string Id => Metadata?.DefaultModelId ?? "embedding";

    /// <summary>Gets how many numbers a vector has, or null where the model does not say.</summary>
    public int? Dimensions => Metadata?.DefaultModelDimensions;

    // Asked for anew: a node that embeds through others learns from them which model it is.
    private EmbeddingGeneratorMetadata? Metadata =>
        generator.GetService(typeof(EmbeddingGeneratorMetadata)) as EmbeddingGeneratorMetadata;

    /// <summary>Makes the model known: one that is not, embeds a text first.</summary>
    public Task KnowAsync(CancellationToken cancellationToken) =>
        Metadata is null ? generator.GenerateAsync(["."], null, cancellationToken) : Task.CompletedTask;
}
