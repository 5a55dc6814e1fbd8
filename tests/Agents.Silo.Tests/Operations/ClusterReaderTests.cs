using System.Diagnostics.Metrics;
using Agents.Silo.Operations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.TestingHost;

namespace Agents.Silo.Tests.Operations;

/// <summary>What the operator page reads, over several silos in this process.</summary>
public sealed class ClusterReaderTests : IAsyncLifetime
{
    private const string Users = "agents.memory.users.active";

    private InProcessTestCluster? _cluster;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private InProcessTestCluster Cluster => _cluster!;

    public async ValueTask InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(2);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton(TimeProvider.System);
            silo.Services.AddOperatorPage();
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }

    [Fact]
    public async Task Each_silo_tells_of_itself_whichever_is_asked()
    {
        for (var i = 0; i < 2; i++)
        {
            Count(Cluster.Silos[i], Users, 3 + i);
        }

        foreach (var silo in Cluster.Silos)
        {
            var state = await silo.ServiceProvider.GetRequiredService<ClusterReader>().ReadAsync();

            Assert.Equal(
                Cluster.Silos.Select((told, i) => (Address(told), 3.0 + i)).Order(),
                state.Nodes.Select(node => (node.Address!, node.Memory!.UsersActive)).Order());
            Assert.All(state.Nodes, node => Assert.True(node.Reachable));
            Assert.Equal(0, state.LeftOut);
        }
    }

    [Fact]
    public async Task A_node_without_grains_asks_by_its_client_and_tells_of_itself_too()
    {
        var services = Cluster.Client.ServiceProvider;
        using var own = new MeterReadings(services.GetRequiredService<IMeterFactory>(), TimeProvider.System);
        var reader = new ClusterReader(services, own, TimeProvider.System, NullLogger<ClusterReader>.Instance);

        var state = await reader.ReadAsync();

        Assert.Equal(3, state.Nodes.Count);
        Assert.Equal(("gateway", null), (state.Nodes[0].Name, state.Nodes[0].Address));
        Assert.All(state.Nodes, node => Assert.True(node.Reachable));
    }

    [Fact]
    public async Task Those_who_ask_within_a_moment_share_one_reading()
    {
        var reader = Cluster.Silos[0].ServiceProvider.GetRequiredService<ClusterReader>();

        var readings = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => reader.ReadAsync()));

        Assert.Single(readings.Distinct());
    }

    [Fact]
    public async Task A_silo_that_is_gone_is_told_as_silent_or_no_more()
    {
        var gone = Address(Cluster.Silos[1]);
        await Cluster.KillSiloAsync(Cluster.Silos[1], Token);

        var state = await Cluster.Silos[0].ServiceProvider.GetRequiredService<ClusterReader>().ReadAsync();

        Assert.DoesNotContain(state.Nodes, node => node.Address == gone && node.Reachable);
        Assert.Contains(state.Nodes, node => node.Address == Address(Cluster.Silos[0]) && node.Reachable);
    }

    private static string Address(InProcessSiloHandle silo) => silo.SiloAddress.ToParsableString();

    private static void Count(InProcessSiloHandle silo, string name, int value)
    {
        var meter = silo.ServiceProvider.GetRequiredService<IMeterFactory>().Create("Agents.Memory");
        meter.CreateUpDownCounter<int>(name).Add(value);
    }
}
