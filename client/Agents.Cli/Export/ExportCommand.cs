using System.CommandLine;
using System.Text.Json;
using Agents.Cli.Commands;
using Agents.Cli.Hosting;
using Agents.Cli.Import;
using Agents.Contracts;

namespace Agents.Cli.Export;

/// <summary><c>agents export</c>: a user's episodes as the JSONL that import reads.</summary>
internal static class ExportCommand
{
    public static Command Create(CommandRunner runner)
    {
        var command = new Command("export", "Write a user's episodes as JSONL; importing it again changes nothing.");
        var to = new Option<string?>("--out")
        {
            Description = "The file. Default: standard output.",
            HelpName = "FILE",
        };
        var state = new Option<MemoryState>("--state")
        {
            Description = "Which ones: active, forgotten or expired. Default: active.",
        };
        command.Add(to);
        command.Add(state);
        return runner.Bind(command, async context =>
        {
            await using var session = await context.OpenAsync();
            var path = context.Get(to);
            if (path is null)
            {
                await WriteAsync(context, session, context.Get(state), context.Console.Output);
                return;
            }

            // A file that stands under its name is whole.
            var temporary = $"{path}.partial";
            long count;
            await using (var writer = new StreamWriter(temporary))
            {
                count = await WriteAsync(context, session, context.Get(state), writer);
            }

            File.Move(temporary, path, overwrite: true);
            context.Write(
                new ExportResult(path, count),
                (result, console) => console.Line($"{result.Messages} messages in {result.File}"));
        });
    }

    private static async Task<long> WriteAsync(
        CommandContext context, ServerSession session, MemoryState state, TextWriter writer)
    {
        var count = 0L;

        // Other kinds are derived from the episodes, and would come back as something that was said.
        var wanted = new ListRequest { Kinds = [MemoryKind.Episode], State = state, Limit = MemoryLimits.ListLimitMax };
        await foreach (var item in session.Client.ListAllAsync(wanted, context.CancellationToken))
        {
            await writer.WriteLineAsync(JsonSerializer.Serialize(LineOf(item, session.User), AgentsJson.Options));
            count++;
        }

        return count;
    }

    private static ImportLine LineOf(MemoryItem item, string? user) => new()
    {
        User = user,
        Conversation = item.Conversation,
        Agent = item.Agent,
        Id = item.Id,
        Role = item.Role,
        Author = item.Author,
        Content = item.Text,
        Time = Times.Format(item.Time),
        Metadata = item.Metadata is { Count: > 0 } metadata ? metadata : null,
        Evidence = item.Evidence ? null : false,
    };
}
