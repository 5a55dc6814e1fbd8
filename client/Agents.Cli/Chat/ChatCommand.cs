using System.CommandLine;
using Agents.Cli.Commands;
using Agents.Client;

namespace Agents.Cli.Chat;

/// <summary><c>agents chat</c>: one message, or a conversation on a terminal.</summary>
internal static class ChatCommand
{
    public static Command Create(CommandRunner runner)
    {
        var command = new Command("chat", "Talk to the LLM behind the gateway, which remembers.");
        var words = new Argument<string[]>("message")
        {
            Description =
                "One message to answer; absent on a terminal: a conversation; else standard input is the message.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var conversation = new Option<string?>("--conversation")
        {
            Description = "Go on with this conversation.",
            HelpName = "ID",
        };
        var model = new Option<string>("--llm-model")
        {
            Description = "The LLM. Default: the one that the server is set up with.",
            DefaultValueFactory = _ => "default",
        };
        var mode = new Option<MemoryMode>("--memory")
        {
            Description = "What memory is used for: on, off, read or write.",
        };
        var show = new Option<bool>("--show-memories")
        {
            Description = "Show the memories that each answer was given.",
        };
        command.Add(words);
        foreach (var option in (Option[])[conversation, model, mode, show])
        {
            command.Add(option);
        }

        return runner.Bind(command, async context =>
        {
            var said = context.Get(words) ?? [];
            var talks = said.Length == 0 && context.Console.Terminals.Input;
            var first = talks ? null : await TextInput.ReadAsync(context, said);
            await using var session = await context.OpenAsync();
            var start = new ChatRequest
            {
                Messages = [],
                Model = context.Get(model)!,
                Conversation = context.Get(conversation),
                Memory = context.Get(mode),
            };
            var talk = new Talk(context, session.Client, start) { ShowMemories = context.Get(show) };
            await (first is null ? talk.RunAsync() : talk.SayAsync(first));
        });
    }
}
