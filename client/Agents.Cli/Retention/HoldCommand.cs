using System.CommandLine;
using Agents.Cli.Commands;
using Agents.Contracts;

namespace Agents.Cli.Retention;

/// <summary><c>agents hold</c>: keeps memories from every policy and from being forgotten or erased.</summary>
internal static class HoldCommand
{
    public static Command Create(CommandRunner runner)
    {
        var command = new Command(
            "hold", "Hold memories: no policy takes them, and they cannot be forgotten or erased until released.");
        var ids = new Argument<string[]>("id") { Description = "The memories.", Arity = ArgumentArity.OneOrMore };
        var release = new Option<bool>("--release") { Description = "Release them." };
        command.Add(ids);
        command.Add(release);
        return runner.Bind(command, async context =>
        {
            var held = !context.Get(release);
            var wanted = context.Get(ids)!;
            await using var session = await context.OpenAsync();
            foreach (var id in wanted)
            {
                await session.Client.EditAsync(id, new EditRequest { Held = held }, context.CancellationToken);
            }

            context.Write(
                new HoldResult(held ? "held" : "released", wanted),
                (result, console) => console.Line($"{result.Ids.Count} {result.Done}"));
        });
    }
}
