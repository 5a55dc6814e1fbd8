using System.Collections.Concurrent;
using System.Globalization;
using Agents.TestKit.Embedding;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Configuration;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.TestingHost;

namespace Agents.Grains.Tests.Embedding;

/// <summary>Silos in this process, some labelled as having a GPU, each with a stand-in for the model.</summary>
/// <param name="kinds">The hardware label of each silo, and whether it may host shards.</param>
internal sealed class ShardCluster(params (string? Hardware, bool IsHost)[] kinds) : IAsyncDisposable
{
    public const int Shards = 8;
    public const int WaitingMax = 256;

    public static readonly (string? Hardware, bool IsHost) Gpu = ("gpu", true);
    public static readonly (string? Hardware, bool IsHost) Cpu = (null, false);
    public static readonly (string? Hardware, bool IsHost) Unlabelled = (null, true);
    public static readonly (string? Hardware, bool IsHost) GpuOfNobody = ("gpu", false);

    private readonly List<ServiceProvider> _clients = [];
    private InProcessTestCluster? _cluster;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Gets or sets whether shards keep real time too: where silos die, calls end by themselves.</summary>
    public bool IsRealTime { get; init; }

    /// <summary>Gets the clock of the shards; Orleans keeps real time.</summary>
    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UnixEpoch);

    /// <summary>Gets the model of each silo by its number; a silo that joins may have that of one that
    /// died.</summary>
    public ConcurrentDictionary<int, HashEmbeddingGenerator> Models { get; } = new();

    public IReadOnlyList<InProcessSiloHandle> Silos => _cluster!.Silos;

    public static Task<ShardCluster> StartAsync(params (string? Hardware, bool IsHost)[] kinds) =>
        StartSomeAsync(kinds.Length, kinds);

    /// <summary>Starts the first silos; the others come with <see cref="JoinAsync"/>.</summary>
    public static Task<ShardCluster> StartSomeAsync(int count, params (string? Hardware, bool IsHost)[] kinds) =>
        StartAsync(new ShardCluster(kinds), count);

    public static async Task<ShardCluster> StartAsync(ShardCluster cluster, int count)
    {
        await cluster.DeployAsync((short)count);
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }

        await (_cluster?.DisposeAsync() ?? default);
    }

    /// <summary>Starts the next silo.</summary>
    public async Task<InProcessSiloHandle> JoinAsync()
    {
        var silo = await _cluster!.StartAdditionalSiloAsync();
        await _cluster.WaitForLivenessToStabilizeAsync();
        return silo;
    }

    public HashEmbeddingGenerator ModelOf(InProcessSiloHandle silo) => Models[NumberOf(silo.Name)];

    public Task KillAsync(InProcessSiloHandle silo) => _cluster!.KillSiloAsync(silo);

    /// <summary>Has the first silo declare others dead, as votes would after some missed probes.</summary>
    /// <remarks>Where two of three die at once, no second voter is left; and where all share one busy process, few
    /// votes and short probes kill those that live.</remarks>
    public async Task DeclareDeadAsync(params SiloAddress[] silos)
    {
        var membership = Silos[0].ServiceProvider.GetRequiredService<IClusterMembershipService>();
        foreach (var silo in silos)
        {
            Assert.True(await membership.TryKill(silo), $"{silo} is not declared dead");
        }
    }

    /// <summary>Gives the generator of a silo.</summary>
    public IEmbeddingGenerator<string, Embedding<float>> GeneratorOf(int silo) => Silos[silo].ServiceProvider
        .GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>();

    /// <summary>Gives the generator of a client of the cluster, which is no silo.</summary>
    public IEmbeddingGenerator<string, Embedding<float>> ClientGenerator(
        IEmbeddingGenerator<string, Embedding<float>> local, bool isLocalFirst = true)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddMetrics();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<IGrainFactory>(_cluster!.Client);
        services.AddShardedEmbedding(_ => local, isLocalFirst, configure: options =>
        {
            options.Shards = Shards;
            options.InteractiveDeadlineMs = options.BackgroundDeadlineMs;
        });
        var client = services.BuildServiceProvider();
        _clients.Add(client);
        return client.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>();
    }

    /// <summary>Counts the shards of each silo that has one.</summary>
    public async Task<Dictionary<SiloAddress, int>> SpreadAsync()
    {
        var grains = await _cluster!.Client.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
        return grains.Where(grain => grain.GrainType.Contains("EmbeddingShard", StringComparison.Ordinal))
            .CountBy(grain => grain.SiloAddress).ToDictionary();
    }

    // Orleans names them Silo_0 and up.
    private static int NumberOf(string name) =>
        int.Parse(name.AsSpan(name.LastIndexOf('_') + 1), CultureInfo.InvariantCulture);

    private async Task DeployAsync(short count)
    {
        var builder = new InProcessTestClusterBuilder(count);
        builder.ConfigureSilo((options, silo) =>
        {
            Configure(silo, NumberOf(options.SiloName));
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync(Token);
    }

    private void Configure(ISiloBuilder silo, int number)
    {
        var (hardware, isHost) = kinds[number];
        var model = Models.GetOrAdd(number, _ => new HashEmbeddingGenerator());
        silo.Services.AddSingleton(IsRealTime ? TimeProvider.System : Clock);
        foreach (var name in OrleansClocks)
        {
            silo.Services.AddKeyedSingleton(name, TimeProvider.System);
        }

        // Silos that differ in what they host are the point here.
        silo.Configure<SiloMessagingOptions>(options => options.AssumeHomogenousSilosForTesting = false);
        silo.Configure<ClusterMembershipOptions>(options =>
        {
            // A silo asks another for its labels when that one joins, and after a question in vain, as on a busy
            // machine, again only some refreshes of the membership later: minutes, by default.
            options.TableRefreshTimeout = TimeSpan.FromSeconds(5);
            options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(10);
        });
        silo.UseSiloMetadata(hardware is null ? [] : new() { ["hw"] = hardware });
        silo.AddEmbeddingShards(_ => model, isHost, options =>
        {
            options.Shards = Shards;
            options.WaitingTextsMax = WaitingMax;
            options.BackgroundDeadlineMs = IsRealTime ? 2_000 : options.BackgroundDeadlineMs;
            options.InteractiveDeadlineMs = options.BackgroundDeadlineMs;
            options.RetryAfterMs = IsRealTime ? 50 : options.RetryAfterMs;
        });
        silo.Services.AddShardedEmbedding(_ => model, isLocalFirst: true);
    }

    private static readonly string[] OrleansClocks =
    [
        TimeProviderNames.Grains,
        TimeProviderNames.Messaging,
        TimeProviderNames.SystemTimers,
        TimeProviderNames.Membership,
        TimeProviderNames.ActivationManagement,
        TimeProviderNames.GrainDirectory,
    ];
}
