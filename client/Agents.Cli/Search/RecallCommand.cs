using System.CommandLine;
using Agents.Cli.Commands;
using Agents.Contracts;

namespace Agents.Cli.Search;

/// <summary><c>agents recall</c>: the block that a prompt would be given.</summary>
internal static class RecallCommand
{
    public static Command Create(CommandRunner runner)
    {
        var command = new Command("recall", "Show the block of memories that a prompt would be given.");
        var options = new RecallOptions();
        options.AddTo(command);
        return runner.Bind(command, async context =>
        {
            await using var session = await context.OpenAsync();
            var request = options.Fill(context, new RecallRequest { Query = string.Empty });
            var recalled = await session.Client.RecallAsync(request, context.CancellationToken);
            context.Write(recalled, (result, console) =>
            {
                console.Line(result.Context);
                console.Note($"{result.Hits.Count} memories, {result.Tokens} tokens, {result.LeftOut.Count} left out; "
                    + $"an answer is {(result.Answerable ? "likely" : "unlikely")} among them.");
            });
        });
    }
}
