using System.CommandLine;
using Agents.Cli.Commands;
using Agents.Storage.Transfer;

namespace Agents.Cli.Transfer;

/// <summary><c>agents backup</c>: copies the logs into a folder; run again it copies those that moved.</summary>
internal static class BackupCommand
{
    public static Command Create(CommandRunner runner)
    {
        var command = new Command(
            "backup", "Copy the logs into a folder; run again, it copies those that moved, or goes on.");
        var store = StoreOptions.Own();
        var to = new Option<string>("--to")
        {
            Description = "The folder of the backup.",
            HelpName = "DIR",
            Required = true,
        };
        var withKeys = new Option<bool>("--with-keys")
        {
            Description = "Put the key ring into the backup too: whoever has both can read everything.",
        };
        store.AddTo(command);
        command.Add(to);
        command.Add(withKeys);
        return runner.Bind(command, async context =>
        {
            await using var logs = await store.OpenAsync(context, keyRing: null);
            var keys = context.Get(withKeys) ? logs.KeyRingFile : null;
            var request = new BackupRequest(context.Get(to)!, keys);
            var exitCode = await TransferRun.RunAsync(
                context,
                logs.KeyRing,
                "backed up",
                transfer => Backup.RunAsync(transfer, logs.Logs, request, context.CancellationToken));
            context.Console.Note(keys is null
                ? $"The key ring {logs.KeyRingFile} is not in it. Keep a copy apart: without it nothing is restored."
                : "The key ring is in it: whoever has this folder can read every memory.");
            return exitCode;
        });
    }
}
