using Agents.Chaos.Tests.Clusters;
using Agents.Chaos.Tests.Faults;
using Agents.Chaos.Tests.Histories;
using Agents.Chaos.Tests.Networks;
using Agents.Chaos.Tests.Workloads;
using Agents.TestKit.Time;

namespace Agents.Chaos.Tests;

/// <summary>One silo of three is cut off by its network, and its clients still reach it: it acknowledges nothing that
/// it cannot keep.</summary>
public sealed class PartitionTests(ITestOutputHelper output) : ChaosTest(output)
{
    private const int Nodes = 3;
    private const int Some = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan SuicideLimit = TimeSpan.FromSeconds(60);

    [Theory(Explicit = true)]
    [InlineData(nameof(Cut.Both))]
    [InlineData(nameof(Cut.Incoming))]
    [InlineData(nameof(Cut.Outgoing))]
    [InlineData(nameof(Cut.AllButStorage))]
    [Trait("Category", "Chaos")]
    public Task A_silo_that_is_cut_off_loses_and_doubles_nothing(string cut) =>
        RunAsync(Enum.Parse<Cut>(cut), TimeSpan.FromSeconds(Parameter("CHAOS_CUT_SECONDS", 30)), Seed());

    private async Task RunAsync(Cut cut, TimeSpan length, int seed)
    {
        await using var lab = await NetworkLab.BuildAsync(Nodes);
        await using var services = await Services.StartInAsync(lab, Folder);
        await using var cluster = await SiloCluster.StartAsync(PlanOf(lab, services), Folder, Token);
        var workload = new Workload(new WorkloadPlan { Users = 60 }, cluster, new HistoryChecker(), Folder, seed);
        var node = cluster.Nodes[new Random(seed).Next(Nodes)];
        await workload.DuringAsync(() => CutAsync(lab, services, workload, node, cut, length), Token);
        await workload.CheckAsync(Output, Token);
    }

    private async Task CutAsync(
        NetworkLab lab, Services services, Workload workload, SiloNode node, Cut cut, TimeSpan length)
    {
        await workload.Progress.ReachesAsync(Some).WaitAsync(Patience, Token);
        node.Suspect();
        await lab.CutAsync(node.Index, cut, services.Azurite.Port);
        workload.Note($"{node.Index} is cut off: {cut}");
        workload.Tally.Mark();
        await RealTime.PassAsync(length, Token);
        var minority = workload.Tally.SinceMarkBy(node.Index);
        var majority = workload.Tally.SinceMark - minority;
        await workload.Progress.MoreAsync(Some).WaitAsync(Patience, Token);
        await lab.HealAsync(node.Index);
        workload.Note($"{node.Index} is connected again");
        await Nemesis.SettleAsync(node, SuicideLimit, Token);
        await workload.Progress.MoreAsync(Some).WaitAsync(Patience, Token);
        Output.WriteLine(
            $"{cut}, {length.TotalSeconds:0} s: {minority} writes acknowledged by the silo that was cut off, "
            + $"{majority} by the others; it {(node.Restarts > 0 ? "ended by itself" : "lived on")} afterwards");

        // Who reaches the storage may go on with users that nobody else has taken: the storage decides about each.
        if (cut != Cut.AllButStorage)
        {
            Assert.Equal(0, minority);
        }

        Assert.True(majority > 0, "The majority took nothing.");
    }

    private static ClusterPlan PlanOf(NetworkLab lab, Services services) => new()
    {
        Nodes = Nodes,
        Arguments = services.Arguments,
        ArgumentsOf = node => [$"--Cluster:AdvertisedAddress={NetworkLab.AddressOf(node)}"],
        PrefixOf = node => NetworkLab.PrefixOf(lab.SpaceOf(node)),
        HandlerOf = node => NetworkSpace.Handler(lab.SpaceOf(node)),
    };
}
