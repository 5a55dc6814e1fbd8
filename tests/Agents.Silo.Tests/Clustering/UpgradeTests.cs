using Agents.TestKit.Azurite;
using Agents.TestKit.Processes;
using Agents.TestKit.Redis;

namespace Agents.Silo.Tests.Clustering;

/// <summary>A cluster under traffic becomes another build, one silo after the other, and goes back again.</summary>
public sealed class UpgradeTests(AzuriteServer azurite, RedisServer redis, ITestOutputHelper output)
{
    private const int Users = 24;

    // Few enough that each build meets snapshots of the other one.
    private const string EarlySnapshots = "--UserMemory:SnapshotFramesMin=8";

    // A busy machine takes seconds for the first calls of a silo: what is looked for is one that fails, not a slow one.
    private const string SlowCalls = "--Cluster:ResponseTimeout=00:00:30";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Silos_of_two_builds_replace_each_other_and_no_request_fails()
    {
        using var newer = OtherBuild.Create();
        await using var nodes = await ClusterNodes.CreateAsync(azurite, "redis", redis.ConnectionString);
        List<SiloProcess> silos = [await StartAsync(nodes, null), await StartAsync(nodes, newer)];
        var gateway = await nodes.StartAsync("--roles", "gateway", SlowCalls);
        await using var traffic = Traffic.Start(gateway.Address, Users);
        await traffic.EveryoneAsync();

        foreach (var build in (OtherBuild?[])[newer, null])
        {
            silos.Add(await StartAsync(nodes, build));
            await traffic.EveryoneAsync();
            var old = silos[0];
            var code = await old.TerminateAsync(Patience);
            Assert.True(code == 0, $"It ended with {code}: {string.Join('\n', old.Output.Concat(old.Errors))}");
            silos.RemoveAt(0);
            await traffic.EveryoneAsync();
        }

        output.WriteLine(
            $"{traffic.Acknowledged} acknowledged, {traffic.Failures.Count} failed, longest gap {traffic.LongestGap}");
        Assert.Empty(traffic.Failures);
        Assert.Empty(await traffic.EndAsync());
    }

    private static Task<SiloProcess> StartAsync(ClusterNodes nodes, OtherBuild? build) =>
        nodes.StartAsync(build, "--roles", "memory", EarlySnapshots, SlowCalls);
}
