using Microsoft.Extensions.AI;

namespace Agents.Embedding;

/// <summary>Stands for a generator that is still being loaded.</summary>
/// <param name="load">Starts the load or joins it.</param>
internal sealed class DeferredEmbeddingGenerator(Func<Task<IEmbeddingGenerator<string, Embedding<float>>>> load)
    : IEmbeddingGenerator<string, Embedding<float>>
{
    private volatile IEmbeddingGenerator<string, Embedding<float>>? _loaded;

    /// <summary>Gets or sets the generator; null while it is being loaded.</summary>
    public IEmbeddingGenerator<string, Embedding<float>>? Loaded
    {
        get => _loaded;
        set => _loaded = value;
    }

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        var generator = _loaded ?? await load().WaitAsync(cancellationToken).ConfigureAwait(false);
        return await generator.GenerateAsync(values, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Asks the loaded generator; null before it is loaded, as for any service that is not to be had.
    /// </summary>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is null && serviceType.IsInstanceOfType(this)
            ? this
            : _loaded?.GetService(serviceType, serviceKey);
    }

    /// <summary>Does nothing: the model belongs to <see cref="EmbeddingModel"/>.</summary>
    public void Dispose()
    {
    }
}
