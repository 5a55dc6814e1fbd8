using System.CommandLine;
using Agents.Cli.Commands;
using Agents.Storage.Transfer;

namespace Agents.Cli.Transfer;

/// <summary><c>agents migrate</c>: copies the logs to where another kind of storage keeps them.</summary>
internal static class MigrateCommand
{
    public static Command Create(CommandRunner runner)
    {
        var command = new Command(
            "migrate", "Copy the logs from one storage to another; run again, it goes on, or catches up.");
        var source = StoreOptions.Of("from");
        var target = StoreOptions.Of("to");
        var overwrite = new Option<bool>("--overwrite")
        {
            Description = "Replace logs of which the target has a newer or another state.",
        };
        source.AddTo(command);
        target.AddTo(command);
        command.Add(overwrite);
        return runner.Bind(command, async context =>
        {
            await using var from = await source.OpenAsync(context, keyRing: null);
            await using var to = await target.OpenAsync(context, from.KeyRingFile);
            return await TransferRun.RunAsync(
                context,
                from.KeyRing,
                "copied",
                transfer => Migration.RunAsync(
                    transfer, from.Logs, to.Logs, to.KeyRing, context.Get(overwrite), context.CancellationToken));
        });
    }
}
