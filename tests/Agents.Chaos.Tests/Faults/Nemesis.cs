using System.Diagnostics;
using Agents.Chaos.Tests.Clusters;
using Agents.Chaos.Tests.Workloads;
using Agents.TestKit.Time;

namespace Agents.Chaos.Tests.Faults;

/// <summary>Does harm to one silo after the other, as its seed says; the others are always a majority.</summary>
/// <remarks>It counts time by acknowledged writes, so that a busy machine sees as many faults for as many
/// writes.</remarks>
internal sealed class Nemesis(NemesisPlan plan, Workload workload, int seed)
{
    private static readonly TimeSpan Stall = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan SuicideLimit = TimeSpan.FromSeconds(30);

    private readonly Random _chance = new(seed);

    public int Kills { get; private set; }

    public int Pauses { get; private set; }

    public int LongPauses { get; private set; }

    /// <summary>Gets how many silos ended by themselves when they went on after a long pause.</summary>
    public int Suicides { get; private set; }

    public int Terminations { get; private set; }

    public override string ToString() =>
        $"{Kills} kills, {Pauses} short pauses, {LongPauses} pauses past the vote ({Suicides} ended by themselves), "
        + $"{Terminations} stops";

    /// <summary>Goes on until there were as many kills and writes as planned, or its time is over, and leaves every
    /// silo running.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var between = (int)Math.Clamp(plan.Writes / Math.Max(plan.Kills * 2, 1), 20, 2_000);
        var started = Stopwatch.GetTimestamp();
        while ((Kills < plan.Kills || workload.Progress.Count < plan.Writes)
            && Stopwatch.GetElapsedTime(started) < plan.Limit)
        {
            await workload.Progress.MoreAsync(_chance.Next(between / 2, between)).WaitAsync(Stall, cancellationToken);
            ThrowIfAnyEnded();
            var node = workload.Cluster.Nodes[_chance.Next(workload.Cluster.Nodes.Count)];
            await HarmAsync(node, cancellationToken);
        }
    }

    /// <summary>Starts a silo again that ends since it was voted dead; one that never was goes on.</summary>
    /// <returns>Whether it ended.</returns>
    public static async Task<bool> SettleAsync(SiloNode node, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            await node.Exited.WaitAsync(limit, cancellationToken);
            await node.KillAsync();
            await node.StartAsync(cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            node.Trust();
            return false;
        }
    }

    private async Task HarmAsync(SiloNode node, CancellationToken cancellationToken)
    {
        var roll = _chance.NextDouble();
        if ((roll -= plan.PauseShare) < 0)
        {
            await PauseAsync(node, plan.DeathAfter * (0.2 * _chance.NextDouble()), cancellationToken);
            Pauses++;
        }
        else if ((roll -= plan.LongPauseShare) < 0)
        {
            await PauseAsync(node, plan.DeathAfter * (1 + _chance.NextDouble()), cancellationToken);
            LongPauses++;
            Suicides += await SettleAsync(node, SuicideLimit, cancellationToken) ? 1 : 0;
        }
        else if (roll - plan.TerminateShare < 0)
        {
            workload.Note($"stop {node.Index}");
            var code = await node.TerminateAsync();
            Assert.True(code == 0, $"Silo {node.Index} ended with {code} when it was asked to stop.");
            Terminations++;
            await StartAsync(node, cancellationToken);
        }
        else
        {
            workload.Note($"kill {node.Index}");
            await node.KillAsync();
            Kills++;
            await StartAsync(node, cancellationToken);
        }
    }

    private async Task PauseAsync(SiloNode node, TimeSpan span, CancellationToken cancellationToken)
    {
        workload.Note($"pause {node.Index} for {span.TotalSeconds:0.0} s");
        await node.PauseAsync();
        await RealTime.PassAsync(span, cancellationToken);
        workload.Note($"resume {node.Index}");
        await node.ResumeAsync();
    }

    /// <summary>Starts it again, after the others have served for a while.</summary>
    private async Task StartAsync(SiloNode node, CancellationToken cancellationToken)
    {
        try
        {
            await workload.Progress.MoreAsync(_chance.Next(1, 200)).WaitAsync(Patience, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Nothing was taken meanwhile: it comes back all the same.
        }

        await node.StartAsync(cancellationToken);
        workload.Note($"started {node.Index} in {node.StartedIn.TotalSeconds:0.0} s");
    }

    private void ThrowIfAnyEnded()
    {
        var gone = workload.Cluster.Nodes.FirstOrDefault(node => node.State != NodeState.Down && !node.Lives);
        Assert.True(gone is null, $"Silo {gone?.Index} has ended by itself.");
    }
}
