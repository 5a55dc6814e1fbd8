using Agents.Embedding;
using Agents.Grains.Embedding;
using Agents.Silo.Clustering;
using Agents.Silo.Configuration;
using Microsoft.Extensions.AI;

namespace Agents.Silo.Embedding;

/// <summary>Lets the nodes of a cluster that have a GPU embed for the others.</summary>
internal static class EmbeddingShards
{
    public const string ModelSection = "Embedding";
    public const string Section = "EmbeddingShards";

    /// <summary>Finds the settings of the model and of the shards that are none, or of another kind.</summary>
    public static void Check(IConfiguration configuration, List<string> faults)
    {
        SectionValidator.Check(configuration.GetSection(ModelSection), typeof(EmbeddingOptions), faults);
        SectionValidator.Check(configuration.GetSection(Section), typeof(EmbeddingShardOptions), faults);
    }

    /// <remarks>A process that is the whole cluster, and one that embeds by an endpoint, have nobody to ask.</remarks>
    public static void AddEmbeddingShards(this WebApplicationBuilder builder, SiloOptions options)
    {
        var isShared = IsShared(options, builder.Configuration);
        var isHost = isShared && options.IsEmbedding && NodeLabels.IsGpu(ClusterOptions.Of(builder.Configuration));
        void Bind(EmbeddingShardOptions shards) => builder.Configuration.GetSection(Section).Bind(shards);
        if (options.IsSilo)
        {
            builder.Host.UseOrleans(silo => silo.AddEmbeddingShards(OwnModel, isHost, Bind));
        }

        if (options.IsMemory && ClusterOptions.Of(builder.Configuration).IsShared)
        {
            builder.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, ModelBeforeJoining>();
        }

        if (!isShared || !(options.IsMemory || options.IsGateway))
        {
            return;
        }

        // What shards made is remembered as what was made here; the own model remembers for those that ask its shards.
        var entries = builder.Configuration.GetSection(ModelSection).GetValue(
            nameof(EmbeddingOptions.CacheEntriesMax), new EmbeddingOptions().CacheEntriesMax);
        builder.Services.AddShardedEmbedding(
            OwnModel, isLocalFirst: options.IsMemory, inner => EmbeddingCache.Over(inner, entries), Bind);
        if (!isHost)
        {
            builder.Services.PostConfigure<EmbeddingOptions>(embedding => embedding.CacheEntriesMax = 0);
        }
    }

    /// <summary>Whether the node's own model is loaded while it starts. One that only serves the gateway asks the
    /// others first, and loads its own when nobody answers.</summary>
    public static bool LoadsAtStart(SiloOptions options, IConfiguration configuration) =>
        options.IsSilo || !IsShared(options, configuration);

    private static bool IsShared(SiloOptions options, IConfiguration configuration) =>
        ClusterOptions.Of(configuration).IsShared && options.Embeddings is null;

    private static IEmbeddingGenerator<string, Embedding<float>> OwnModel(IServiceProvider services) =>
        services.GetRequiredService<EmbeddingModel>().Generator;
}
