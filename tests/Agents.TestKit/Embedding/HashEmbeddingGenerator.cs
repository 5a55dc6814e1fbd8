using System.Collections.Concurrent;
using Microsoft.Extensions.AI;

namespace Agents.TestKit.Embedding;

/// <summary>Stands in for the model in tests that are not about it: words hashed into a unit vector, so shared words
/// are near.</summary>
/// <remarks>Deterministic. <see cref="Gate"/> holds it back and <see cref="Failure"/> makes it fail, as a busy or
/// broken model would.</remarks>
public sealed class HashEmbeddingGenerator(string modelId = "test/hash", int dimension = 64)
    : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly EmbeddingGeneratorMetadata _metadata = new("test", null, modelId, dimension);

    /// <summary>Gets or sets what calls wait for; null lets them pass.</summary>
    public Task? Gate { get; set; }

    /// <summary>Gets or sets what calls throw; null lets them pass.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Gets every text that was embedded, with how often.</summary>
    public ConcurrentDictionary<string, int> Seen { get; } = new();

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values,
        EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        var texts = values.ToArray();
        if (Gate is { } gate)
        {
            await gate.WaitAsync(cancellationToken);
        }

        if (Failure is { } failure)
        {
            throw failure;
        }

        foreach (var text in texts)
        {
            Seen.AddOrUpdate(text, 1, (_, count) => count + 1);
        }

        return [.. texts.Select(text => new Embedding<float>(Embed(text)) { ModelId = modelId })];
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(EmbeddingGeneratorMetadata) ? _metadata : serviceType.IsInstanceOfType(this) ? this
            : null;

    public void Dispose()
    {
        // Holds nothing.
    }

    private float[] Embed(string text)
    {
        var vector = new float[dimension];
        vector[0] = 0.1f;
        foreach (
            var word in text.ToLowerInvariant().Split([' ', ',', '.', '?', '!'], StringSplitOptions.RemoveEmptyEntries))
        {
            // FNV-1a: stable across processes, unlike string.GetHashCode.
            var hash = word.Aggregate(2_166_136_261u, (h, c) => (h ^ c) * 16_777_619u);
            vector[hash % (uint)dimension] += (hash & 0x10000) == 0 ? 1 : -1;
        }

        var norm = MathF.Sqrt(vector.Sum(x => x * x));
        return Array.ConvertAll(vector, x => x / norm);
    }
}
