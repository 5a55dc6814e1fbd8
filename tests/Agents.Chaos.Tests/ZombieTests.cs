using System.Diagnostics;
using Agents.Chaos.Tests.Clusters;
using Agents.Chaos.Tests.Faults;
using Agents.Chaos.Tests.Histories;

namespace Agents.Chaos.Tests;

/// <summary>A silo that was frozen, lost its users to another one and goes on: not one write of its gets
/// through.</summary>
public sealed class ZombieTests(ITestOutputHelper output) : ChaosTest(output)
{
    [Fact(Explicit = true)]
    [Trait("Category", "Chaos")]
    public Task A_silo_whose_users_were_taken_by_one_it_does_not_know_writes_nothing() =>
        RunAloneAsync(Parameter("CHAOS_ROUNDS", 10), users: 50);

    [Fact]
    public Task A_silo_that_was_voted_dead_writes_nothing() => RunClusterAsync(rounds: 1, users: 12);

    [Fact(Explicit = true)]
    [Trait("Category", "Chaos")]
    public Task A_silo_that_was_voted_dead_writes_nothing_in_many_trials() =>
        RunClusterAsync(Parameter("CHAOS_ROUNDS", 15), users: 60);

    /// <summary>The purest zombie: nobody tells it that it is dead, and nothing but the storage stops it.</summary>
    private async Task RunAloneAsync(int rounds, int users)
    {
        await using var services = await Services.StartAsync(Folder, membership: false);
        await RunAsync(
            new ClusterPlan { Nodes = 2, Arguments = [.. services.Arguments, "--UserMemory:Consolidation=false"] },
            rounds,
            (cluster, round) => ZombieTrials.AloneAsync(cluster, users, round, Token));
    }

    private async Task RunClusterAsync(int rounds, int users)
    {
        await using var services = await Services.StartAsync(Folder, membership: true);
        await RunAsync(
            new ClusterPlan { Nodes = 3, Arguments = [.. services.Arguments, "--UserMemory:Consolidation=false"] },
            rounds,
            (cluster, round) => ZombieTrials.VotedDeadAsync(cluster, users, round, Token));
    }

    private async Task RunAsync(ClusterPlan plan, int rounds, Func<SiloCluster, int, Task<ZombieTrials>> trial)
    {
        var started = Stopwatch.GetTimestamp();
        var total = new ZombieTrials(new HistoryChecker());
        await using var cluster = await SiloCluster.StartAsync(plan, Folder, Token);
        for (var round = 0; round < rounds; round++)
        {
            var done = await trial(cluster, round);
            Output.WriteLine($"round {round}: {done}");
            total.Add(done);
        }

        Output.WriteLine($"in all {total}; {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s");
        Assert.Empty(total.Violations);
        Assert.True(total.Tried > 0, "No write of a zombie was ever tried.");
    }
}
