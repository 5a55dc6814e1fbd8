using Microsoft.Extensions.AI;

namespace Agents.Embedding;

/// <summary>
/// Refuses requests for vectors that the loaded model does not make, instead of answering with others.
/// </summary>
internal static class EmbeddingRequestCheck
{
    /// <exception cref="ArgumentException">The options ask for another model or dimension.</exception>
    public static void Check(EmbeddingGenerationOptions? options, EmbeddingGeneratorMetadata metadata)
    {
        if (options?.Dimensions is { } dimensions && dimensions != metadata.DefaultModelDimensions)
        {
            throw new ArgumentException(
                $"dimensions: {dimensions} was asked for, but {metadata.DefaultModelId} makes vectors of "
                + $"{metadata.DefaultModelDimensions}: leave it out.", nameof(options));
        }

        if (options?.ModelId is { } modelId && modelId != metadata.DefaultModelId)
        {
            throw new ArgumentException(
                $"model: '{modelId}' was asked for, but the loaded model is {metadata.DefaultModelId}: leave it out or "
                + "name that.", nameof(options));
        }
    }
}
