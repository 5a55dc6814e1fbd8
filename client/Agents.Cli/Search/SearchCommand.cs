using System.CommandLine;
using Agents.Cli.Commands;
using Agents.Contracts;

namespace Agents.Cli.Search;

/// <summary><c>agents search</c>: the ranked list.</summary>
internal static class SearchCommand
{
    public static Command Create(CommandRunner runner)
    {
        var command = new Command("search", "Find the memories that bear on a question, best first.");
        var options = new SearchOptions();
        options.AddTo(command);
        return runner.Bind(command, async context =>
        {
            await using var session = await context.OpenAsync();
            var request = options.Fill(context, new SearchRequest { Query = string.Empty });
            var found = await session.Client.SearchAsync(request, context.CancellationToken);
            context.Write(
                found, (result, console) => HitLines.Write(result.Hits, result.Pending, result.Skipped, console));
        });
    }
}
