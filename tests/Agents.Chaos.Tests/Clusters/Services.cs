using System.Net.Sockets;
using Agents.Chaos.Tests.Networks;
using Agents.TestKit.Azurite;
using Agents.TestKit.Postgres;
using Agents.TestKit.Processes;
using Agents.TestKit.Redis;

namespace Agents.Chaos.Tests.Clusters;

/// <summary>What the silos of a test stand on: a storage, a membership and an embeddings endpoint of the test's own. A
/// test is skipped where one is not installed.</summary>
internal sealed class Services : IAsyncDisposable
{
    private readonly AzuriteServer? _azurite;
    private readonly RedisServer? _redis;
    private readonly PostgresServer? _postgres;
    private StubEmbeddings? _embeddings;

    private Services(AzuriteServer? azurite, RedisServer? redis, PostgresServer? postgres) =>
        (_azurite, _redis, _postgres) = (azurite, redis, postgres);

    public AzuriteServer Azurite => _azurite!;

    public RedisServer Redis => _redis!;

    public PostgresServer Postgres => _postgres!;

    /// <summary>Gets the options of every silo.</summary>
    public IReadOnlyList<string> Arguments { get; private set; } = [];

    /// <summary>Starts a blob storage and a Redis, or a blob storage alone, for silos that are to know nothing of each
    /// other.</summary>
    /// <param name="folder">Where the key ring lies that all silos share.</param>
    /// <param name="membership">Whether there is a Redis.</param>
    /// <param name="persists">Whether what they hold outlives an outage.</param>
    public static Task<Services> StartAsync(string folder, bool membership, bool persists = false) =>
        new Services(
            new AzuriteServer { Persists = persists },
            membership ? new RedisServer { Persists = persists } : null,
            null).StartAsync(folder, listen: null);

    /// <summary>Starts a PostgreSQL that keeps the logs and the membership.</summary>
    public static Task<Services> StartPostgresAsync(string folder) =>
        new Services(null, null, new PostgresServer()).StartAsync(folder, listen: null);

    /// <summary>Starts a blob storage and a Redis at the hub of a network.</summary>
    public static Task<Services> StartInAsync(NetworkLab lab, string folder)
    {
        var host = $"{NetworkLab.HubAddress}";
        var prefix = NetworkLab.PrefixOf(lab.Hub);
        return new Services(
            new AzuriteServer { Host = host, Prefix = prefix },
            new RedisServer { Host = host, Prefix = prefix },
            null).StartAsync(folder, () => NetworkSpace.Listen(lab.Hub, NetworkLab.HubAddress));
    }

    public async ValueTask DisposeAsync()
    {
        IAsyncDisposable?[] all = [_azurite, _redis, _postgres, _embeddings];
        foreach (var service in all.OfType<IAsyncDisposable>())
        {
            await service.DisposeAsync();
        }
    }

    private async Task<Services> StartAsync(string folder, Func<Socket>? listen)
    {
        try
        {
            IAsyncLifetime?[] all = [_azurite, _redis, _postgres];
            foreach (var service in all.OfType<IAsyncLifetime>())
            {
                await service.InitializeAsync();
            }

            _embeddings = await StubEmbeddings.StartAsync(TestContext.Current.CancellationToken, listen?.Invoke());
            Arguments =
            [
                .. _azurite is null ? [] : ClusterArguments.Blobs(_azurite.ConnectionString, folder),
                .. _redis is null ? [] : ClusterArguments.Redis(_redis.ConnectionString),
                .. _postgres is null ? [] : ClusterArguments.Postgres(await _postgres.NewDatabaseAsync(), folder),
                .. _embeddings.Arguments,

                // A stage of recall that is late is left out, and a word that nobody looked for is not found.
                "--deadlines-off",
            ];
            return this;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }
}
