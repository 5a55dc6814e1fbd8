using System.Diagnostics;
using Agents.Chaos.Tests.Clusters;
using Agents.Chaos.Tests.Faults;
using Agents.TestKit.Time;

namespace Agents.Chaos.Tests;

/// <summary>How long a user waits whose silo is ended by <c>kill -9</c>, and whether the others notice.</summary>
/// <remarks>It prints figures and asserts none of them: they are those of the machine.</remarks>
public sealed class AvailabilityTests(ITestOutputHelper output) : ChaosTest(output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    [Fact(Explicit = true)]
    [Trait("Category", "Chaos")]
    public async Task Users_of_a_killed_silo_are_served_again_by_another_one()
    {
        var kills = Parameter("CHAOS_KILLS", 20);
        var chance = new Random(Seed());
        await using var services = await Services.StartAsync(Folder, membership: true);
        await using var cluster = await SiloCluster.StartAsync(
            new ClusterPlan { Nodes = 3, Arguments = services.Arguments }, Folder, Token);
        await using var placement = await Placement.ConnectAsync(
            services.Redis.ConnectionString, ClusterArguments.KeyRingOf(Folder), Token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Prober[] probers =
        [
            .. Enumerable.Range(0, Parameter("CHAOS_USERS", 60)).Select(
                user => new Prober($"u{user:000}", cluster, user)),
        ];
        var probing = Task.WhenAll(probers.Select(prober => Task.Run(() => prober.RunAsync(stop.Token), Token)));
        var outages = new List<double>();
        var (others, disturbed, lost) = (0, 0, 0);
        for (var kill = 0; kill < kills; kill++)
        {
            await Task.WhenAll(probers.Select(prober => prober.ServedAfterAsync(Stopwatch.GetTimestamp()))).WaitAsync(
                Patience, Token);
            var silos = await placement.OfAsync(probers.Select(prober => prober.User));
            var node = cluster.Nodes[chance.Next(cluster.Nodes.Count)];
            var killed = Stopwatch.GetTimestamp();
            await node.KillAsync();
            var served = await Task.WhenAll(probers.Select(prober => prober.ServedAfterAsync(killed))).WaitAsync(
                Patience, Token);
            await RealTime.PassAsync(Rest, Token);
            var before = (outages.Count, Disturbed: disturbed);
            foreach (var (prober, at) in probers.Zip(served))
            {
                var (failed, cut) = prober.FailuresSince(killed, node.Index);
                if (silos.GetValueOrDefault(prober.User) == node.SiloPort)
                {
                    outages.Add(Stopwatch.GetElapsedTime(killed, at).TotalSeconds);
                }
                else
                {
                    (others, disturbed, lost) = (others + 1, disturbed + failed, lost + cut);
                }
            }

            List<double> these = [.. outages[before.Count..].Order()];
            Output.WriteLine(
                $"kill {kill} of {node.Index}: {these.Count} users, p50 {At(these, 0.5):0.00} s, "
                + $"most {these.LastOrDefault():0.00} s; {disturbed - before.Disturbed} others failed");
            await node.StartAsync(Token);
        }

        await stop.CancelAsync();
        await probing;
        outages.Sort();
        Output.WriteLine(
            $"{kills} kills; {outages.Count} times a user's silo was killed, until the next answer: "
            + $"p50 {At(outages, 0.5):0.00} s, p99 {At(outages, 0.99):0.00} s, most {outages.LastOrDefault():0.00} s");
        Output.WriteLine(
            $"{others} times another user: {disturbed} requests failed at a silo that lived; {lost} were cut off in "
            + "the gateway that was killed");
        Assert.NotEmpty(outages);
    }

    private static double At(List<double> sorted, double share) =>
        sorted.Count == 0 ? 0 : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];
}
