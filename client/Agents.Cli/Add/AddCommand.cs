using System.CommandLine;
using Agents.Cli.Commands;
using Agents.Contracts;

namespace Agents.Cli.Add;

/// <summary><c>agents add</c>: remembers one message.</summary>
internal static class AddCommand
{
    public static Command Create(CommandRunner runner)
    {
        var command = new Command("add", "Remember one message; durable when the command ends.");
        var text = new Argument<string[]>("text")
        {
            Description = "The message; standard input where absent.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var role = new Option<string>("--role")
        {
            Description = $"Who speaks: {string.Join(", ", MessageRoles.All)}.",
            DefaultValueFactory = _ => MessageRoles.User,
        };
        var author = new Option<string?>("--author") { Description = "The speaker's display name. Default: the role." };
        var conversation = new Option<string?>("--conversation")
        {
            Description = "The conversation it belongs to.",
            HelpName = "ID",
        };
        var agent = new Option<string?>("--agent") { Description = "The agent it belongs to.", HelpName = "NAME" };
        var id = new Option<string?>("--id") { Description = "Its id: the same id and text again change nothing." };
        var time = Times.Option("--time", "When it was said. Default: now");
        foreach (var option in (Option[])[role, author, conversation, agent, id, time])
        {
            command.Add(option);
        }

        command.Add(text);
        return runner.Bind(command, async context =>
        {
            var message = new MessageInput
            {
                Id = context.Get(id),
                Role = context.Get(role)!,
                Author = context.Get(author),
                Content = await TextInput.ReadAsync(context, context.Get(text)),
                Time = context.Get(time),
            };
            await using var session = await context.OpenAsync();
            var request = new AddMemoriesRequest
            {
                Conversation = context.Get(conversation),
                Agent = context.Get(agent),
                Messages = [message],
            };
            var added = await session.Client.AddAsync(request, context.CancellationToken);
            context.Write(added, (result, console) => console.Line(result.Episodes[0].Id));
        });
    }
}
