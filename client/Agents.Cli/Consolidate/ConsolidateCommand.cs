using System.CommandLine;
using Agents.Cli.Commands;
using Agents.Cli.Hosting;
using Agents.Contracts;

namespace Agents.Cli.Consolidate;

/// <summary><c>agents consolidate</c>: reads what is owed, and shows, cancels or takes back runs.</summary>
internal static class ConsolidateCommand
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(100);

    public static Command Create(CommandRunner runner)
    {
        var command = new Command(
            "consolidate",
            "Read what a user has said for facts, preferences and events; the options speak of such runs.");
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what a run would do, and write nothing." };
        var limit = new Option<int?>("--limit") { Description = "Read at most N turns.", HelpName = "N" };
        var list = new Option<bool>("--list") { Description = "List the newest runs." };
        var report = new Option<string?>("--report") { Description = "Show what a run did.", HelpName = "ID" };
        var cancel = new Option<string?>("--cancel") { Description = "End a run after its step.", HelpName = "ID" };
        var undo = new Option<string?>("--undo") { Description = "Take back what a run did.", HelpName = "ID" };
        foreach (var option in (Option[])[dryRun, limit, list, report, cancel, undo])
        {
            command.Add(option);
        }

        return runner.Bind(command, async context =>
        {
            var ids = new[] { context.Get(report), context.Get(cancel), context.Get(undo) };
            if (ids.Count(id => id is not null) + (context.Get(list) ? 1 : 0) + (context.Get(dryRun) ? 1 : 0) > 1)
            {
                throw new CliException("--dry-run, --list, --report, --cancel and --undo exclude each other.");
            }

            await using var session = await context.OpenAsync();
            var client = session.Client;
            if (context.Get(list))
            {
                var runs = await client.ConsolidationsAsync(null, null, context.CancellationToken);
                context.Write(runs, RunLines.Write);
                return;
            }

            var run = ids switch
            {
                [{ } id, _, _] => await client.ConsolidationAsync(id, null, context.CancellationToken),
                [_, { } id, _] => await client.CancelConsolidationAsync(id, null, context.CancellationToken),
                [_, _, { } id] => await client.UndoConsolidationAsync(id, null, context.CancellationToken),
                _ => await RunAsync(
                    session,
                    new StartConsolidationRequest { DryRun = context.Get(dryRun), Limit = context.Get(limit) },
                    context.CancellationToken),
            };
            context.Write(run, RunLines.Write);
        });
    }

    private static async Task<ConsolidationRun> RunAsync(
        ServerSession session, StartConsolidationRequest request, CancellationToken cancellationToken)
    {
        var run = await session.Client.ConsolidateAsync(request, cancellationToken);
        while (run is { Id: { } id, State: ConsolidationState.Running })
        {
            await Task.Delay(AskEvery, cancellationToken);
            run = await session.Client.ConsolidationAsync(id, null, cancellationToken);
        }

        return run;
    }
}
