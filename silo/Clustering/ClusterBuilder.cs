using Agents.Grains.Abstractions;
using Agents.Silo.Hosting;
using Npgsql;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Runtime.MembershipService.SiloMetadata;
using StackExchange.Redis;
using MembershipOptions = Orleans.Configuration.ClusterMembershipOptions;
using OrleansClusterOptions = Orleans.Configuration.ClusterOptions;
using OrleansGatewayOptions = Orleans.Configuration.GatewayOptions;
using SiloOptions = Agents.Silo.Configuration.SiloOptions;

namespace Agents.Silo.Clustering;

/// <summary>Makes the process a node: a silo that owns grains, or a client that calls them.</summary>
internal static class ClusterBuilder
{
    private const string Npgsql = "Npgsql";
    private const int MemoryTargetBelowLimit = 10;

    // How long a client may take to hear of a silo that joined.
    private static readonly TimeSpan GatewayListRefresh = TimeSpan.FromSeconds(10);

    public static void JoinCluster(this WebApplicationBuilder builder, SiloOptions options)
    {
        var cluster = ClusterOptions.Of(builder.Configuration);
        builder.Services.AddSingleton(cluster);
        if (options.IsSilo)
        {
            builder.Host.UseOrleans(silo => AddSilo(silo, options, cluster));
        }
        else
        {
            // A client waits for the cluster, and says so over HTTP meanwhile. A silo cannot: the dashboard's first
            // message would find no silo that has joined, and is not sent again.
            builder.Services.Configure<HostOptions>(host => host.ServicesStartConcurrently = true);
            builder.Host.UseOrleansClient(client => AddClient(client, cluster));
        }
    }

    private static void AddSilo(ISiloBuilder silo, SiloOptions options, ClusterOptions cluster)
    {
        int[] free = FreePorts.Take(2);
        var siloPort = options.SiloPort == 0 ? free[0] : options.SiloPort;
        var gatewayPort = options.GatewayPort == 0 ? free[1] : options.GatewayPort;
        if (cluster.IsShared)
        {
            silo.Configure<OrleansClusterOptions>(names => Name(names, cluster));
            silo.ConfigureEndpoints(
                ClusterOptionsValidator.AddressOf(cluster.AdvertisedAddress)!,
                siloPort,
                gatewayPort,
                cluster.ListenAnyAddress);
            silo.Configure<MembershipOptions>(Tune);
            silo.Configure<SiloMessagingOptions>(messages => messages.ResponseTimeout = cluster.ResponseTimeout);
            AddTables(silo, cluster);
            AddDirectory(silo);
            AddStanding(silo);
            AddCrashDetector(silo);
        }
        else
        {
            silo.UseLocalhostClustering(siloPort, gatewayPort);
            silo.UseInMemoryReminderService();
        }

        Limit(silo, cluster);
        silo.UseSiloMetadata(NodeLabels.Of(options, cluster));
        silo.AddActivityPropagation();

        // The trace page streams logs, and state must not be readable through it.
        silo.AddDashboard(dashboard => dashboard.HideTrace = true);
    }

    private static void AddClient(IClientBuilder client, ClusterOptions cluster)
    {
        client.Configure<OrleansClusterOptions>(names => Name(names, cluster));
        client.Configure<ClientMessagingOptions>(messages => messages.ResponseTimeout = cluster.ResponseTimeout);
        client.Configure<OrleansGatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = GatewayListRefresh);
        client.UseConnectionRetryFilter<PatientConnection>();
        if (cluster.Kind == ClusterOptions.Redis)
        {
            client.UseRedisClustering(redis => redis.ConfigurationOptions = RedisOf(cluster));
        }
        else
        {
            client.UseAdoNetClustering(postgres =>
            {
                postgres.Invariant = Npgsql;
                postgres.ConnectionString = PostgresOf(cluster);
            });
        }

        client.AddActivityPropagation();
        client.AddDashboard(dashboard => dashboard.HideTrace = true);
    }

    /// <summary>Keeps membership and reminders where all silos reach them.</summary>
    private static void AddTables(ISiloBuilder silo, ClusterOptions cluster)
    {
        if (cluster.Kind == ClusterOptions.Redis)
        {
            silo.Services.AddSingleton<IClusterStore>(new RedisStore(cluster.ConnectionString!));
            silo.UseRedisClustering(redis => redis.ConfigurationOptions = RedisOf(cluster));
            silo.UseRedisReminderService(redis => redis.ConfigurationOptions = RedisOf(cluster));
            return;
        }

        silo.Services.AddSingleton<IClusterStore>(new ClusterSchema(cluster.ConnectionString!));
        silo.UseAdoNetClustering(postgres =>
        {
            postgres.Invariant = Npgsql;
            postgres.ConnectionString = PostgresOf(cluster);
        });
        silo.UseAdoNetReminderService(postgres =>
        {
            postgres.Invariant = Npgsql;
            postgres.ConnectionString = PostgresOf(cluster);
        });
    }

    /// <remarks>
    /// The default directory is eventually consistent: while silos come and go, a user may be active on two of them.
    /// The storage fences that, and the loser's calls fail for it. This one hands its ranges over with the membership's
    /// versions, so that a user is active once. It is experimental, which is acknowledged here and nowhere else.
    /// </remarks>
    private static void AddDirectory(ISiloBuilder silo)
    {
#pragma warning disable ORLEANSEXP003
        silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003

        // It would keep a dead silo's users waiting, for six seconds, until that silo has surely noticed. The storage
        // fences one that has not: it cannot write, whenever it notices.
        silo.Configure<GrainDirectoryOptions>(directory => directory.RangeLeaseDuration = TimeSpan.Zero);
    }

    private static void AddStanding(ISiloBuilder silo)
    {
        silo.Services.AddSingleton(services =>
        {
            var table = services.GetRequiredService<IMembershipTable>();
            var self = services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
            return new SiloStanding(
                async () => (await table.ReadRowAsync(self, CancellationToken.None)).TryGet(self)?.Item1.Status,
                services.GetRequiredService<TimeProvider>(),
                services.GetRequiredService<ILogger<SiloStanding>>());
        });
        silo.Services.AddSingleton<ISiloStanding>(services => services.GetRequiredService<SiloStanding>());
        silo.Services.AddHostedService(services => services.GetRequiredService<SiloStanding>());
    }

    private static void AddCrashDetector(ISiloBuilder silo)
    {
        silo.Services.AddSingleton(services => new CrashDetector(
            services.GetRequiredService<IClusterMembershipService>(),
            services.GetRequiredService<ILocalSiloDetails>(),
            CrashDetector.ConnectAsync,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<CrashDetector>>()));
        silo.Configure<SiloConnectionOptions>(connections => connections.ConfigureSiloOutboundConnection(
            connection => connection.ApplicationServices.GetRequiredService<CrashDetector>().Watch(connection)));
    }

    /// <summary>
    /// A silo is dead when two others miss three probes of two seconds: soon enough for its users, and not by one
    /// neighbour that is short of time.
    /// </summary>
    private static void Tune(MembershipOptions membership)
    {
        // Never less, however quick the answers are: a vote takes four seconds at least, even where a connection broke.
        membership.ProbeTimeout = membership.MinProbeTimeout = TimeSpan.FromSeconds(2);

        // Three times this is how long nobody votes against a silo after its last message. By default it is four times
        // as long as a probe, so that one that is frozen would be missed for 24 seconds.
        membership.MaxProbeTimeout = TimeSpan.FromSeconds(3);
        membership.NumMissedProbesLimit = 3;
        membership.NumVotesForDeathDeclaration = 2;
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(10);
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(10);

        // A table that keeps every silo that ever was is read whole by each of them, over and over.
        membership.DefunctSiloExpiration = TimeSpan.FromDays(1);
        membership.DefunctSiloCleanupPeriod = TimeSpan.FromMinutes(10);
    }

    /// <summary>Keeps queues and memory within bounds.</summary>
    private static void Limit(ISiloBuilder silo, ClusterOptions cluster)
    {
        silo.Configure<SiloMessagingOptions>(
            messages => messages.MaxEnqueuedRequestsHardLimit = cluster.UserRequestsMax);
        silo.Configure<GrainCollectionOptions>(collection =>
        {
            collection.CollectionAge = cluster.IdleAge;

            // A process that is alone shares its machine with what it cannot make room for.
            collection.EnableActivationSheddingOnMemoryPressure = cluster.IsShared;
            collection.MemoryUsageLimitPercentage = cluster.MemoryLimitPercent;
            collection.MemoryUsageTargetPercentage = cluster.MemoryLimitPercent - MemoryTargetBelowLimit;
        });
    }

    private static void Name(OrleansClusterOptions names, ClusterOptions cluster) =>
        (names.ClusterId, names.ServiceId) = (cluster.ClusterId, cluster.ServiceId);

    private static ConfigurationOptions RedisOf(ClusterOptions cluster) =>
        ConfigurationOptions.Parse(cluster.ConnectionString!);

    private static string PostgresOf(ClusterOptions cluster) =>
        new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { SearchPath = ClusterSchema.Schema }
            .ConnectionString;
}
