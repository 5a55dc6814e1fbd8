using System.CommandLine;
using Agents.Cli.Commands;
using Agents.Cli.Hosting;
using Agents.Silo.Configuration;
using Agents.Silo.Hosting;
using Agents.Storage.Cipher;
using Agents.Storage.Files;

namespace Agents.Cli.KeyRing;

/// <summary><c>agents keyring</c>: the keys that the data keys of all logs are wrapped by. It works on the storage
/// that a silo with the same settings uses.</summary>
internal static class KeyRingCommand
{
    public static Command Create(CommandRunner runner) =>
        new("keyring", "Rotate the key that wraps the keys of all logs (not a server's API keys: see 'keys').")
        {
            CreateList(runner),
            CreateRotate(runner),
            CreateRewrap(runner),
        };

    /// <summary>Runs over the storage, and turns what an operator can mend into its line.</summary>
    internal static async Task WithStorageAsync(CommandContext context, Func<StorageHost, Task> use)
    {
        try
        {
            await using var storage = StorageHost.Create(SiloArguments.For(context.Target.Data, measured: false));
            await use(storage);
        }
        catch (Exception e) when (e is StartupException or DataFolderException)
        {
            throw new CliException(e.Message, e);
        }
    }

    private static Command CreateList(CommandRunner runner) => runner.Bind(
        new Command("list", "List the keys of the ring, without the keys themselves."),
        context => WithStorageAsync(context, storage =>
        {
            context.Write(LocalKeyRing.List(storage.KeyRingFile), (keys, console) =>
            {
                foreach (var key in keys)
                {
                    console.Line($"{key.Id}  {Times.Format(key.Created)}{(key.Current ? "  current" : string.Empty)}");
                }
            });
            return Task.CompletedTask;
        }));

    private static Command CreateRotate(CommandRunner runner) => runner.Bind(
        new Command("rotate", "Add a key to the ring and make it the one that wraps. Back the file up first."),
        context => WithStorageAsync(context, storage =>
        {
            var current = LocalKeyRing.Rotate(storage.KeyRingFile, context.Clock);
            context.Write(new RotateResult(current, storage.KeyRingFile), (result, console) =>
            {
                console.Line($"{result.Current} is the current key of {result.File}.");
                console.Note(
                    "Next: copy the file to every silo and into the backup, restart the silos, then run "
                    + "'agents keyring rewrap'.");
            });
            return Task.CompletedTask;
        }));

    private static Command CreateRewrap(CommandRunner runner)
    {
        var command = new Command(
            "rewrap", "Wrap the keys of all logs by the current key. It can be stopped and run again at any time.");
        var after = new Option<string?>("--after")
        {
            Description = "Go on behind this log, as a run that was stopped printed it.",
            HelpName = "NAME",
        };
        var drop = new Option<bool>("--drop")
        {
            Description = "Then take the older keys out of the ring, once nothing needs them.",
        };
        command.Add(after);
        command.Add(drop);
        return runner.Bind(command, async context =>
        {
            var refused = 0L;
            await WithStorageAsync(context, async storage =>
            {
                var result = await new Rewrapping(context, storage).RunAsync(context.Get(after), context.Get(drop));
                refused = result.Stores.Sum(store => store.Refused);
                context.Write(result, (all, console) =>
                {
                    foreach (var store in all.Stores)
                    {
                        console.Line(
                            $"{store.Kind}: {store.Rewrapped} wrapped anew, {store.Current} already, "
                            + $"{store.Refused} not opened by this ring");
                    }

                    if (all.Dropped.Count > 0)
                    {
                        console.Line($"dropped from {storage.KeyRingFile}: {string.Join(", ", all.Dropped)}");
                    }
                });
            });
            return refused == 0 ? ExitCodes.Done : ExitCodes.Failed;
        });
    }
}
