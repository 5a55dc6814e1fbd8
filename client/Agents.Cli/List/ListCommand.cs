using System.CommandLine;
using System.Globalization;
using Agents.Cli.Commands;
using Agents.Cli.Output;
using Agents.Contracts;

namespace Agents.Cli.List;

/// <summary><c>agents list</c>: a page of memories in the order of recording.</summary>
internal static class ListCommand
{
    public static Command Create(CommandRunner runner)
    {
        var command = new Command("list", "List memories in the order of recording, a page at a time.");
        var kinds = FilterOptions.Kinds();
        var conversation = FilterOptions.Conversation();
        var agent = FilterOptions.Agent();
        var state = new Option<MemoryState?>("--state")
        {
            Description = "Only this state: active, forgotten, expired, superseded, retired or archived.",
        };
        var asOf = Times.Option("--as-of", "List what was known then");
        var validAt = Times.Option("--valid-at", "List what held then");
        var cursor = new Option<string?>("--cursor") { Description = "Where the page before ended." };
        var limit = new Option<int?>("--limit")
        {
            Description =
                $"The page's size. Default: {MemoryLimits.ListLimitDefault}, at most {MemoryLimits.ListLimitMax}.",
        };
        foreach (var option in (Option[])[kinds, conversation, agent, state, asOf, validAt, cursor, limit])
        {
            command.Add(option);
        }

        return runner.Bind(command, async context =>
        {
            await using var session = await context.OpenAsync();
            var request = new ListRequest
            {
                Kinds = FilterOptions.NullIfEmpty(context.Get(kinds)),
                Conversation = context.Get(conversation),
                Agent = context.Get(agent),
                AsOf = context.Get(asOf),
                ValidAt = context.Get(validAt),
                State = context.Get(state),
                Cursor = context.Get(cursor),
                Limit = context.Get(limit),
            };
            context.Write(await session.Client.ListAsync(request, context.CancellationToken), Write);
        });
    }

    private static void Write(ListResponse page, CliConsole console)
    {
        foreach (var item in page.Items)
        {
            var state = item.State == MemoryState.Active
                ? string.Empty
                : $"  ({item.State.ToString().ToLowerInvariant()})";
            var day = item.Time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            console.Line($"{day}  {OneLine.Of(item.Author, 40)}: {OneLine.Of(item.Text, 200)}  [{item.Id}]{state}");
        }

        if (page.Next is not null)
        {
            console.Note($"More: --cursor {page.Next}");
        }
    }
}
