using System.Runtime.InteropServices;
using Agents.Bench.Ablation;
using Agents.Bench.Cluster;
using Agents.Bench.Figures;
using Agents.Bench.Hosting;
using Agents.Bench.Load;
using Agents.Bench.Recall;
using Agents.Bench.Survival;
using Agents.Bench.Transfer;
using BenchmarkDotNet.Running;

// A first word names a table that one run prints; anything else goes to BenchmarkDotNet.
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    stop.Cancel();
};
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    stop.Cancel();
});
switch (args)
{
    case ["figures", .. var rest]:
        return await FiguresCommand.RunAsync(rest, stop.Token);
    case ["ablation", .. var rest]:
        return await AblationCommand.RunAsync(rest, stop.Token);
    case ["survival", .. var rest]:
        return await SurvivalCommand.RunAsync(rest, stop.Token);
    case ["cluster", .. var rest]:
        return await ClusterCommand.RunAsync(rest, stop.Token);
    case ["load", .. var rest]:
        return await LoadCommand.RunAsync(rest, stop.Token);
    case [YarpProxy.Word, var upstream, var url]:
        await YarpProxy.RunAsync(upstream, url);
        return 0;
    case ["transfer"]:
        {
            using var transfer = new TransferTable(Console.Out, stop.Token);
            await transfer.PrintAsync();
            return 0;
        }

    case ["approximate"]:
        ApproximateTable.Print(Console.Out);
        return 0;
    case ["recall"]:
        RecallTable.Print(Console.Out);
        return 0;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(RecallTable).Assembly).Run(args);
        return 0;
}
