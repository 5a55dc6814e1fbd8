using System.Text;
using Agents.Contracts;
using Agents.Embedding;
using Agents.Embedding.OpenAi;
using Agents.Gateway;
using Agents.Gateway.Health;
using Agents.Grains.Consolidation;
using Agents.Grains.UserMemory;
using Agents.Memory.Log;
using Agents.Memory.Recall;
using Agents.Silo.Clustering;
using Agents.Silo.Configuration;
using Agents.Silo.Embedding;
using Agents.Silo.Extraction;
using Agents.Silo.Reranking;
using Agents.Silo.Tokens;
using Agents.Storage.Cipher;

namespace Agents.Silo.Hosting;

/// <summary>The capabilities that <see cref="Program"/> composes.</summary>
internal static class SiloBuilder
{
    public const string GatewaySection = "Gateway";
    public const string UserMemorySection = "UserMemory";
    public const string ModelExtractionSection = "ModelExtraction";

    /// <exception cref="StartupException">A section has a setting that is none, or a value of another
    /// kind.</exception>
    public static void CheckSections(this WebApplicationBuilder builder, SiloOptions options)
    {
        var faults = new List<string>();
        SectionValidator.Check(builder.Configuration.GetSection(GatewaySection), typeof(GatewayOptions), faults);
        SectionValidator.Check(builder.Configuration.GetSection(UserMemorySection), typeof(UserMemoryOptions), faults);
        SectionValidator.Check(
            builder.Configuration.GetSection(ModelExtractionSection), typeof(ModelExtractionOptions), faults);
        SectionValidator.Check(
            builder.Configuration.GetSection(StorageOptions.Section), typeof(StorageOptions), faults);
        SectionValidator.Check(
            builder.Configuration.GetSection(ClusterOptions.Section), typeof(ClusterOptions), faults);
        EmbeddingShards.Check(builder.Configuration, faults);
        SectionValidator.CheckLevels(builder.Configuration.GetSection("Logging"), faults);
        if (faults.Count == 0)
        {
            faults.AddRange(ClusterOptionsValidator.Faults(
                ClusterOptions.Of(builder.Configuration), options, StorageOptions.KindOf(builder.Configuration)));
        }

        if (faults.Count > 0)
        {
            throw new StartupException(string.Join(Environment.NewLine, faults));
        }
    }

    public static void ListenAt(this WebApplicationBuilder builder, SiloOptions options)
    {
        builder.WebHost.UseUrls(options.UrlList);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize =
                builder.Configuration.GetValue("Gateway:Limits:BodyBytesMax", MemoryLimits.BodyBytesMax);

            // A user's name may be any text, so the header that carries it is UTF-8 and not Latin-1.
            kestrel.RequestHeaderEncodingSelector = _ => Encoding.UTF8;
        });
    }

    /// <summary>Lets the process end in three parts: not ready, finishing, leaving.</summary>
    public static void AddDrain(this WebApplicationBuilder builder)
    {
        var cluster = ClusterOptions.Of(builder.Configuration);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout =
            cluster.DrainDelayOrDefault + cluster.DrainTimeout + cluster.LeaveTimeout);
        builder.Services.AddSingleton<Drain>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Drain>());
    }

    public static void UseDrain(this WebApplication app)
    {
        var drain = app.Services.GetRequiredService<Drain>();
        app.Use(drain.InvokeAsync);
    }

    public static void AddGateway(this WebApplicationBuilder builder, SiloOptions options)
    {
        builder.Services.AddSingleton<SiloReadiness>();
        builder.Services.AddSingleton<IReadiness>(services => services.GetRequiredService<SiloReadiness>());
        builder.Services.AddGateway(gateway =>
        {
            gateway.KeyFile = options.Keys;
            gateway.DefaultUser = options.User;
            gateway.LlmUrl = options.Llm is null ? null : new Uri(options.Llm);
            gateway.LlmModel = options.LlmModel;
            gateway.LlmKey = options.LlmKey;
            builder.Configuration.GetSection(GatewaySection).Bind(gateway);
        });
    }

    public static void AddUserMemory(this WebApplicationBuilder builder, SiloOptions options)
    {
        builder.Services.AddSingleton<ITokenCounter, O200kTokenCounter>();
        if (!options.IsMemory)
        {
            builder.Services.AddScopeKeys();
            if (options.IsSilo)
            {
                builder.Host.UseOrleans(silo => silo.WithoutUserMemory());
            }

            return;
        }

        builder.Host.UseOrleans(silo =>
        {
            silo.AddConsolidation();
            silo.AddUserMemory(memory =>
            {
                memory.DeadlinesOff = options.DeadlinesOff;
                builder.Configuration.GetSection(UserMemorySection).Bind(memory);
            });
        });
    }

    /// <remarks>Turns are read by the LLM only where that is asked for, since it costs money.</remarks>
    /// <exception cref="StartupException">It is asked for, and there is no LLM.</exception>
    public static void AddModelExtraction(this WebApplicationBuilder builder, SiloOptions options)
    {
        var section = builder.Configuration.GetSection(ModelExtractionSection);
        if (!options.IsMemory || !section.GetValue(nameof(ModelExtractionOptions.Enabled), false))
        {
            return;
        }

        if (options.Llm is null)
        {
            throw new StartupException(
                $"{ModelExtractionSection}:Enabled needs a language model; give --llm URL, or leave it out.");
        }

        builder.Services.AddKeyedSingleton(ExtractionClient.Key, (_, _) => ExtractionClient.Create(options));
        builder.Host.UseOrleans(silo => silo.AddModelExtraction(extraction =>
        {
            extraction.ChatClientKey = ExtractionClient.Key;
            section.Bind(extraction);
        }));
    }

    public static void AddEmbedding(this WebApplicationBuilder builder, SiloOptions options) =>
        builder.Services.AddEmbedding(embedding =>
        {
            embedding.ModelDirectory = options.Model;
            embedding.CacheDirectory = options.Cache;
            embedding.Endpoint = options.Embeddings is null ? null : new EmbeddingEndpointOptions
            {
                BaseUrl = new Uri(options.Embeddings),
                Model = options.EmbeddingsModel!,
                Dimension = options.EmbeddingsDimension!.Value,
                Key = options.EmbeddingsKey,
            };
            embedding.ExecutionProvider = options.Accelerator == "cuda" ? ExecutionProvider.Cuda
                : ExecutionProvider.Cpu;
            builder.Configuration.GetSection(EmbeddingShards.ModelSection).Bind(embedding);
        });

    public static void AddReranking(this WebApplicationBuilder builder, SiloOptions options)
    {
        if (!options.IsMemory || options.Reranker is null)
        {
            return;
        }

        builder.Services.AddSingleton<IReranker, ModelReranker>();
        builder.Services.AddReranking(reranking =>
        {
            reranking.ModelDirectory = options.RerankerIsLate ? null : options.Reranker;
            reranking.LateInteraction = options.RerankerIsLate;
        });
    }

    /// <remarks>A node that owns no users opens no log. It needs the key ring, which names them.</remarks>
    /// <exception cref="StartupException">The kind is none.</exception>
    public static void AddStorage(this WebApplicationBuilder builder, SiloOptions options)
    {
        if (!options.IsMemory)
        {
            // It opens no log, and has to name those it asks for.
            var file = StorageRegistration.KeyRingFileOf(builder.Configuration, options);
            builder.Services.AddSingleton<IKeyRing>(_ => File.Exists(file)
                ? LocalKeyRing.Open(file)
                : throw new StartupException(
                    $"There is no key ring {file}, and this node makes none: give it the one that the memory nodes "
                    + "have, in --data or where KeyRingFile of the storage's section names it."));
            if (options.IsGateway)
            {
                builder.Services.AddSingleton<KeyRingCheck>();
            }

            return;
        }

        builder.Services.AddStorage(builder.Configuration, options);
        if (StorageOptions.KindOf(builder.Configuration) == StorageOptions.AzureBlobStorage)
        {
            builder.Host.UseOrleans(silo => silo.AddAzureBlobGrainStorageAsDefault());
        }
    }
}
