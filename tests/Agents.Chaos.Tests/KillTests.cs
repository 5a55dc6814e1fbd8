using System.Diagnostics;
using Agents.Chaos.Tests.Clusters;
using Agents.Chaos.Tests.Faults;
using Agents.Chaos.Tests.Histories;
using Agents.Chaos.Tests.Workloads;

namespace Agents.Chaos.Tests;

/// <summary>Silos that are killed, frozen and started again while clients write and read through any of them: what was
/// acknowledged is there at the end, once, and as it was said.</summary>
public sealed class KillTests(ITestOutputHelper output) : ChaosTest(output)
{
    private static readonly WorkloadPlan Few = new() { Users = 12 };

    private static readonly WorkloadPlan Many = new() { Clients = Parameter("CHAOS_CLIENTS", 8) };

    [Fact]
    public Task Silos_that_know_nothing_of_each_other_lose_and_double_nothing() => RunAloneAsync(
        Few, nodes: 2, new NemesisPlan { Kills = 1, Writes = 400 }, seed: 20260501);

    [Fact]
    public Task A_cluster_loses_and_doubles_nothing() => RunClusterAsync(
        Few, new NemesisPlan { Kills = 1, Writes = 400 }, seed: 20260502);

    [Fact(Explicit = true)]
    [Trait("Category", "Chaos")]
    public Task Silos_that_know_nothing_of_each_other_lose_and_double_nothing_in_a_long_run() => RunAloneAsync(
        Many,
        nodes: 3,
        new NemesisPlan
        {
            Kills = Parameter("CHAOS_KILLS", 20),
            Writes = Parameter("CHAOS_WRITES", 20_000),
            DeathAfter = TimeSpan.FromSeconds(2),
        },
        Seed());

    [Fact(Explicit = true)]
    [Trait("Category", "Chaos")]
    public Task A_cluster_over_PostgreSQL_loses_and_doubles_nothing_in_a_long_run() => RunPostgresAsync(
        Many,
        new NemesisPlan
        {
            Kills = Parameter("CHAOS_KILLS", 30),
            Writes = Parameter("CHAOS_WRITES", 20_000),
            Limit = TimeSpan.FromMinutes(Parameter("CHAOS_MINUTES", 720)),
        },
        Seed());

    [Fact(Explicit = true)]
    [Trait("Category", "Chaos")]
    public Task A_cluster_loses_and_doubles_nothing_in_a_long_run() => RunClusterAsync(
        Many,
        new NemesisPlan
        {
            Kills = Parameter("CHAOS_KILLS", 100),
            Writes = Parameter("CHAOS_WRITES", 100_000),
            Limit = TimeSpan.FromMinutes(Parameter("CHAOS_MINUTES", 720)),
        },
        Seed());

    /// <summary>The storage alone keeps them apart. They cannot read what another one wrote meanwhile, so they are
    /// only written to, and do not consolidate, for which each would take every user from the other again and
    /// again.</summary>
    private async Task RunAloneAsync(WorkloadPlan plan, int nodes, NemesisPlan nemesis, int seed)
    {
        await using var services = await Services.StartAsync(Folder, membership: false);
        await RunAsync(
            new ClusterPlan { Nodes = nodes, Arguments = [.. services.Arguments, "--UserMemory:Consolidation=false"] },
            plan with { ReadShare = 0, HomeShare = 0.9 },
            nemesis,
            seed);
    }

    private async Task RunClusterAsync(WorkloadPlan plan, NemesisPlan nemesis, int seed)
    {
        await using var services = await Services.StartAsync(Folder, membership: true);
        await RunAsync(new ClusterPlan { Nodes = 3, Arguments = services.Arguments }, plan, nemesis, seed);
    }

    private async Task RunPostgresAsync(WorkloadPlan plan, NemesisPlan nemesis, int seed)
    {
        await using var services = await Services.StartPostgresAsync(Folder);
        await RunAsync(new ClusterPlan { Nodes = 3, Arguments = services.Arguments }, plan, nemesis, seed);
    }

    private async Task RunAsync(ClusterPlan clusterPlan, WorkloadPlan workloadPlan, NemesisPlan nemesisPlan, int seed)
    {
        var started = Stopwatch.GetTimestamp();
        await using var cluster = await SiloCluster.StartAsync(clusterPlan, Folder, Token);
        var workload = new Workload(workloadPlan, cluster, new HistoryChecker(), Folder, seed);
        var nemesis = new Nemesis(nemesisPlan, workload, seed);
        await workload.DuringAsync(() => nemesis.RunAsync(Token), Token);
        Output.WriteLine($"{nemesis}, {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s");
        await workload.CheckAsync(Output, Token);
        Assert.True(workload.Checker.Acknowledged > 0 && nemesis.Kills > 0);
    }
}
