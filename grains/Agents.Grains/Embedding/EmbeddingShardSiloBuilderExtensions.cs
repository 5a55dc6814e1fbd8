using Agents.Grains.Embedding;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Placement;

namespace Orleans.Hosting;

/// <summary>Lets nodes with a GPU embed for all others.</summary>
public static class EmbeddingShardSiloBuilderExtensions
{
    /// <summary>Adds embedding shards. Every silo of the cluster needs it, since any may have to place one.</summary>
    /// <remarks>They live on silos whose metadata has <c>hw=gpu</c> and that host them. A silo without a GPU must not
    /// be a host: where no silo is one, the cluster does not know shards at all, and a call fails at once; where the
    /// label alone is missing, Orleans looks for a place until the call's time is up.</remarks>
    /// <param name="builder">The silo.</param>
    /// <param name="local">Gives the node's own model.</param>
    /// <param name="isHost">Whether shards may live here.</param>
    /// <param name="configure">Sets options; they are validated when the host starts.</param>
    public static ISiloBuilder AddEmbeddingShards(
        this ISiloBuilder builder, Func<IServiceProvider, IEmbeddingGenerator<string, Embedding<float>>> local,
        bool isHost, Action<EmbeddingShardOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        AddCommon(services, local, configure);
        services.TryAddSingleton<SiloLabels>();
        services.TryAddSingleton<ShardNodes>();
        services.AddPlacementFilter<RequireLabelStrategy, RequireLabelDirector>(ServiceLifetime.Transient);
        services.AddPlacementDirector<SpreadPlacement, SpreadDirector>();
        if (!isHost)
        {
            services.PostConfigure<GrainTypeOptions>(types => types.Classes.Remove(typeof(EmbeddingShardGrain)));
        }

        return builder;
    }

    /// <summary>Makes the node's embedding generator one that calls shards where there are any, and else embeds with
    /// the node's own model. For silos and for clients of the cluster.</summary>
    /// <param name="services">The services; they must also have an <see cref="IGrainFactory"/>.</param>
    /// <param name="local">Gives the node's own model.</param>
    /// <param name="isLocalFirst">Whether the node keeps vectors, so that its own model says which; without it the own
    /// model is loaded only when no shard answers.</param>
    /// <param name="cache">What stands before the calls, such as a cache; null for nothing.</param>
    /// <param name="configure">Sets options; they are validated when the host starts.</param>
    public static IServiceCollection AddShardedEmbedding(
        this IServiceCollection services, Func<IServiceProvider, IEmbeddingGenerator<string, Embedding<float>>> local,
        bool isLocalFirst,
        Func<IEmbeddingGenerator<string, Embedding<float>>, IEmbeddingGenerator<string, Embedding<float>>>? cache
            = null,
        Action<EmbeddingShardOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        AddCommon(services, local, configure);
        services.TryAddSingleton<EmbeddingShardTelemetry>();
        services.AddSingleton(provider =>
        {
            var sharded = new ShardedEmbeddingGenerator(
                provider.GetRequiredService<IGrainFactory>(),
                provider.GetRequiredKeyedService<IEmbeddingGenerator<string, Embedding<float>>>(LocalEmbedding.Key),
                isLocalFirst,
                provider.GetRequiredService<IOptions<EmbeddingShardOptions>>().Value,
                provider.GetRequiredService<EmbeddingShardTelemetry>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<ShardedEmbeddingGenerator>>());
            return cache?.Invoke(sharded) ?? sharded;
        });
        return services;
    }

    private static void AddCommon(
        IServiceCollection services, Func<IServiceProvider, IEmbeddingGenerator<string, Embedding<float>>> local,
        Action<EmbeddingShardOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(local);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddKeyedSingleton(LocalEmbedding.Key, (provider, _) => local(provider));
        services.AddOptions<EmbeddingShardOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor
            .Singleton<IValidateOptions<EmbeddingShardOptions>, EmbeddingShardOptionsValidator>());
        if (configure is not null)
        {
            services.Configure(configure);
        }
    }
}
