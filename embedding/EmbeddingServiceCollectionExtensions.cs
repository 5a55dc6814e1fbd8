using System.Diagnostics.Metrics;
using Agents.Embedding;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the embedding model and the reranker.</summary>
public static class EmbeddingServiceCollectionExtensions
{
    /// <summary>
    /// Registers the <see cref="EmbeddingModel"/>, and its generator as <see cref="IEmbeddingGenerator{TInput,
    /// TEmbedding}"/> of <see cref="string"/> and <see cref="Embedding{T}"/> of <see cref="float"/>. Nothing is
    /// loaded yet: the host awaits
    /// <see cref="EmbeddingModel.LoadAsync"/> while it starts.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets options; they are validated when the host starts.</param>
    public static IServiceCollection AddEmbedding(
        this IServiceCollection services, Action<EmbeddingOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptionsWithValidateOnStart<EmbeddingOptions, EmbeddingOptionsValidator>();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton(provider => new EmbeddingModel(
            provider.GetRequiredService<IOptions<EmbeddingOptions>>().Value,
            provider.GetService<ILoggerFactory>(),
            provider.GetService<IMeterFactory>()));
        services.TryAddSingleton(provider => provider.GetRequiredService<EmbeddingModel>().Generator);
        return services;
    }

    /// <summary>Registers the <see cref="RerankingModel"/>, beside <see cref="AddEmbedding"/>. Nothing is loaded yet:
    /// the host awaits <see cref="RerankingModel.LoadAsync"/> while it starts.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets options; they are validated when the host starts.</param>
    public static IServiceCollection AddReranking(
        this IServiceCollection services, Action<RerankingOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptionsWithValidateOnStart<RerankingOptions, RerankingOptionsValidator>();
        services.Configure(configure);
        services.TryAddSingleton(provider => new RerankingModel(
            provider.GetRequiredService<IOptions<RerankingOptions>>().Value,
            provider.GetRequiredService<EmbeddingModel>(),
            provider.GetService<ILoggerFactory>()));
        return services;
    }
}
