using System.Diagnostics;
using Agents.Chaos.Tests.Clusters;
using Agents.Chaos.Tests.Histories;
using Agents.Chaos.Tests.Workloads;
using Agents.TestKit.Time;

namespace Agents.Chaos.Tests;

/// <summary>What silos stand on is gone for a while and comes back: writes are refused in words, nothing acknowledged
/// is lost, and no silo has to be started again.</summary>
public sealed class OutageTests(ITestOutputHelper output) : ChaosTest(output)
{
    private const string Refused = "write 503 storage_unavailable";

    private static readonly TimeSpan Short = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromMinutes(2);
    private static readonly WorkloadPlan Few = new() { Users = 12 };

    private static TimeSpan Long => TimeSpan.FromSeconds(Parameter("CHAOS_OUTAGE_SECONDS", 20));

    [Fact]
    public Task One_silo_outlives_a_blob_storage_that_stops() => StopBlobsAsync(Few, nodes: 1, Short, seed: 20260503);

    [Fact(Explicit = true)]
    [Trait("Category", "Chaos")]
    public Task A_cluster_outlives_a_blob_storage_that_stops() =>
        StopBlobsAsync(new WorkloadPlan(), nodes: 3, Long, Seed());

    [Fact(Explicit = true)]
    [Trait("Category", "Chaos")]
    public async Task A_cluster_outlives_a_blob_storage_that_hangs()
    {
        await using var services = await Services.StartAsync(Folder, membership: true);
        await RunAsync(
            services,
            new WorkloadPlan(),
            nodes: 3,
            services.Azurite.PauseAsync,
            services.Azurite.ResumeAsync,
            Long,
            storage: true,
            Seed());
    }

    [Fact(Explicit = true)]
    [Trait("Category", "Chaos")]
    public async Task A_cluster_outlives_a_redis_that_stops()
    {
        await using var services = await Services.StartAsync(Folder, membership: true, persists: true);
        await RunAsync(
            services,
            new WorkloadPlan(),
            nodes: 3,
            services.Redis.StopAsync,
            services.Redis.StartAsync,
            Long,
            storage: false,
            Seed());
    }

    [Fact(Explicit = true)]
    [Trait("Category", "Chaos")]
    public async Task A_cluster_outlives_a_PostgreSQL_that_stops()
    {
        await using var services = await Services.StartPostgresAsync(Folder);
        await RunAsync(
            services,
            new WorkloadPlan(),
            nodes: 3,
            services.Postgres.StopAsync,
            services.Postgres.StartAsync,
            Long,
            storage: true,
            Seed());
    }

    private async Task StopBlobsAsync(WorkloadPlan plan, int nodes, TimeSpan outage, int seed)
    {
        await using var services = await Services.StartAsync(Folder, membership: nodes > 1, persists: true);
        await RunAsync(
            services,
            plan,
            nodes,
            services.Azurite.StopAsync,
            services.Azurite.StartAsync,
            outage,
            storage: true,
            seed);
    }

    private async Task RunAsync(
        Services services,
        WorkloadPlan plan,
        int nodes,
        Func<Task> end,
        Func<Task> begin,
        TimeSpan outage,
        bool storage,
        int seed)
    {
        const int Some = 200;
        await using var cluster = await SiloCluster.StartAsync(
            new ClusterPlan { Nodes = nodes, Arguments = services.Arguments }, Folder, Token);
        var workload = new Workload(plan, cluster, new HistoryChecker(), Folder, seed);
        int[] processes = [.. cluster.Nodes.Select(node => node.ProcessId)];
        await workload.DuringAsync(
            async () =>
            {
                await workload.Progress.ReachesAsync(Some).WaitAsync(RecoveryLimit, Token);
                await end();
                workload.Note("the outage begins");
                workload.Tally.Mark();
                await RealTime.PassAsync(outage, Token);
                var taken = workload.Tally.SinceMark;
                var refused = await Until.GivesAsync(
                    async () =>
                    {
                        // A refusal comes when the storage's own retries are spent.
                        await RealTime.PassAsync(Rest, Token);
                        return workload.Tally[Refused];
                    },
                    refused => refused > 0 || !storage);
                await begin();
                workload.Note("the outage ends");
                var began = Stopwatch.GetTimestamp();
                await workload.Progress.MoreAsync(1).WaitAsync(RecoveryLimit, Token);
                var first = Stopwatch.GetElapsedTime(began);
                await workload.Progress.MoreAsync(Some).WaitAsync(RecoveryLimit, Token);
                Output.WriteLine(
                    $"{outage.TotalSeconds:0} s without it: {taken} writes taken, {refused} refused by then; the first "
                    + $"one was taken {first.TotalSeconds:0.0} s after it came back");
                Assert.True(taken == 0 || !storage, $"{taken} writes were acknowledged without a storage.");
            },
            Token);
        Assert.Equal(processes, cluster.Nodes.Where(node => node.Lives).Select(node => node.ProcessId));
        await workload.CheckAsync(Output, Token);
    }
}
