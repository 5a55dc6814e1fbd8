using Agents.TestKit.Azurite;
using Agents.TestKit.Redis;

namespace Agents.Silo.Tests.Clustering;

/// <summary>What happens to users behind a gateway while silos end, start again, or lose sight of each other.</summary>
public sealed class ClusterFaultTests(AzuriteServer azurite, ITestOutputHelper output) : IAsyncLifetime
{
    private const int Users = 24;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly RedisServer _redis = new() { Persists = true };

    public ValueTask InitializeAsync() => _redis.InitializeAsync();

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Fact(Explicit = true)]
    [Trait("Category", "Chaos")]
    public async Task The_users_of_a_silo_that_was_killed_go_on_elsewhere_and_nothing_acknowledged_is_lost()
    {
        await using var nodes = await ClusterNodes.CreateAsync(azurite, "redis", _redis.ConnectionString);
        var first = await nodes.StartAsync("--roles", "memory");
        var second = await nodes.StartAsync("--roles", "memory");
        var third = await nodes.StartAsync("--roles", "memory");
        var gateway = await nodes.StartAsync("--roles", "gateway");
        await using var traffic = Traffic.Start(gateway.Address, Users);
        await traffic.EveryoneAsync();

        await third.KillAsync();
        await traffic.EveryoneAsync();

        Tell(traffic);
        Assert.Empty(await traffic.EndAsync());
    }

    [Fact(Explicit = true)]
    [Trait("Category", "Chaos")]
    public async Task Redis_may_go_away_and_come_back_while_users_write()
    {
        await using var nodes = await ClusterNodes.CreateAsync(azurite, "redis", _redis.ConnectionString);
        var first = await nodes.StartAsync("--roles", "memory");
        var second = await nodes.StartAsync("--roles", "memory");
        var gateway = await nodes.StartAsync("--roles", "gateway");
        await using var traffic = Traffic.Start(gateway.Address, Users);
        await traffic.EveryoneAsync();

        await _redis.StopAsync();
        for (var round = 0; round < 50; round++)
        {
            await traffic.EveryoneAsync();
        }

        await _redis.StartAsync();
        var third = await nodes.StartAsync("--roles", "memory");
        await traffic.EveryoneAsync();

        Tell(traffic);
        Assert.Empty(traffic.Failures);
        Assert.Empty(await traffic.EndAsync());
    }

    private void Tell(Traffic traffic) => output.WriteLine(
        $"{traffic.Acknowledged} acknowledged, {traffic.Failures.Count} failed, longest gap {traffic.LongestGap}");
}
