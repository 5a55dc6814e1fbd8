using System.Text;
using Microsoft.Extensions.AI;

namespace Agents.Gateway.Tests.Harness;

/// <summary>Vectors of three numbers that follow from the text.</summary>
internal sealed class HashEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    public const string Model = "test-embedding";

    public Exception? Fault { get; set; }

    public EmbeddingGenerationOptions? Options { get; private set; }

    public static float[] VectorOf(string text) => [text.Length, Encoding.UTF8.GetByteCount(text), 0.5f];

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null,
            CancellationToken cancellationToken = default)
    {
        Options = options;
        return Fault is null
            ? Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(
                values.Select(text => new Embedding<float>(VectorOf(text)))))
            : Task.FromException<GeneratedEmbeddings<Embedding<float>>>(Fault);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(EmbeddingGeneratorMetadata)
            ? new EmbeddingGeneratorMetadata("test", null, Model, 3) : null;

    public void Dispose()
    {
    }
}
