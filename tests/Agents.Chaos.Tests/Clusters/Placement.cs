using Agents.Contracts;
using Agents.Storage.Cipher;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using StackExchange.Redis;

namespace Agents.Chaos.Tests.Clusters;

/// <summary>Tells which silo has which user: a client of the cluster that asks for its grains.</summary>
internal sealed class Placement : IAsyncDisposable
{
    private const string GrainType = "usermemory";
    private const string Cluster = "agents";
    private const string Tenant = "local";

    private readonly IHost _host;
    private readonly LocalKeyRing _keys;

    private Placement(IHost host, LocalKeyRing keys) => (_host, _keys) = (host, keys);

    /// <summary>Connects to a cluster whose membership is in a Redis.</summary>
    public static async Task<Placement> ConnectAsync(
        string redis, string keyRing, CancellationToken cancellationToken)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(names => (names.ClusterId, names.ServiceId) = (Cluster, Cluster));
            client.UseRedisClustering(options => options.ConfigurationOptions = ConfigurationOptions.Parse(redis));
        });
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return new Placement(host, LocalKeyRing.Open(keyRing));
    }

    /// <summary>Gives the silo port of each user's silo; a user who is nowhere is left out. All silos must
    /// live.</summary>
    public async Task<IReadOnlyDictionary<string, int>> OfAsync(IEnumerable<string> users)
    {
        var management = _host.Services.GetRequiredService<IClusterClient>().GetGrain<IManagementGrain>(0);
        var grains = (await management.GetDetailedGrainStatistics())
            .Where(grain => grain.GrainId.Type.ToString() == GrainType)
            .ToLookup(grain => grain.GrainId.Key.ToString(), grain => grain.SiloAddress.Endpoint.Port);
        return users.Select(user => (user, Ports: grains[_keys.NameOf(new MemoryScope(Tenant, user))].ToArray()))
            .Where(user => user.Ports.Length > 0)
            .ToDictionary(user => user.user, user => user.Ports[0]);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        _keys.Dispose();
    }
}
