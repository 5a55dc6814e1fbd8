using System.CommandLine;
using Agents.Cli.Commands;
using Agents.Contracts;
using Agents.Storage.Transfer;

namespace Agents.Cli.Transfer;

/// <summary><c>agents restore</c>: puts the logs of a backup back, without what was erased since.</summary>
internal static class RestoreCommand
{
    private const string KeyRingName = "keyring.json";

    public static Command Create(CommandRunner runner)
    {
        var command = new Command(
            "restore", "Put the logs of a backup back, without what was erased since; run again, it goes on.");
        var store = StoreOptions.Own();
        var from = new Option<string>("--from")
        {
            Description = "The folder of the backup.",
            HelpName = "DIR",
            Required = true,
        };
        var keys = new Option<string?>("--keys")
        {
            Description = "The key ring, where the target has none. Default: the one in the backup.",
            HelpName = "FILE",
        };
        var erasures = new Option<string[]>("--erasures")
        {
            Description = "The newest copy of the journal of erasures; repeatable. That of the target is read anyway.",
            HelpName = "FILE",
        };
        var noNewer = new Option<bool>("--no-newer-erasures")
        {
            Description = "Restore although what was erased since the backup is not known: it comes back.",
        };
        var overwrite = new Option<bool>("--overwrite")
        {
            Description = "Replace logs of which the target has a newer or another state, or a damaged one.",
        };
        var tenant = new Option<string>("--tenant")
        {
            Description = "The tenant of --user, who alone is restored then, also over a damaged log.",
            DefaultValueFactory = _ => "local",
        };
        store.AddTo(command);
        foreach (var option in (Option[])[from, keys, erasures, noNewer, overwrite, tenant])
        {
            command.Add(option);
        }

        return runner.Bind(command, async context =>
        {
            var folder = Path.GetFullPath(context.Get(from)!);
            var journals = (context.Get(erasures) ?? []).Select(Path.GetFullPath).ToArray();
            if (journals.FirstOrDefault(path => !File.Exists(path)) is { } missing)
            {
                throw new CliException($"--erasures: there is no file {missing}.");
            }

            var keyRing = context.Get(keys) ?? Path.Combine(folder, KeyRingName);
            await using var logs = await store.OpenAsync(context, Path.GetFullPath(keyRing));
            var names = context.NamedUser is { } user
                ? new HashSet<string> { logs.KeyRing.NameOf(new MemoryScope(context.Get(tenant)!, user)) }
                : null;
            var request = new RestoreRequest(
                folder, journals, context.Get(noNewer), context.Get(overwrite), names);
            return await TransferRun.RunAsync(
                context,
                logs.KeyRing,
                "restored",
                transfer => Restore.RunAsync(transfer, logs.Logs, request, context.CancellationToken));
        });
    }
}
