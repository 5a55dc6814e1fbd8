using System.Text;
using Agents.Cli.Commands;
using Agents.Cli.Output;
using Agents.Client;
using Agents.Contracts;

namespace Agents.Cli.Chat;

/// <summary>A conversation with the LLM behind the gateway.</summary>
/// <remarks>Sends the whole chat each time, as every client of that interface does; the gateway knows which turns are
/// new.</remarks>
internal sealed class Talk(CommandContext context, AgentsClient client, ChatRequest start)
{
    private const string Help =
        "/memories shows what the last answer was given, /new begins a conversation, /quit ends.";

    private readonly List<ChatMessage> _messages = [.. start.Messages];
    private string? _conversation = start.Conversation;
    private IReadOnlyList<string> _memories = [];

    public bool ShowMemories { get; init; }

    /// <summary>Asks and answers until the input ends.</summary>
    public async Task RunAsync()
    {
        context.Console.Note(Help);
        while (true)
        {
            await context.Console.ErrorOutput.WriteAsync("> ");
            var line = await context.Console.Input.ReadLineAsync(context.CancellationToken);
            switch (line?.Trim())
            {
                case null or "/quit":
                    return;
                case "":
                    break;
                case "/memories":
                    await WriteMemoriesAsync();
                    break;
                case "/new":
                    _messages.Clear();
                    _conversation = null;
                    break;
                case { } text when text.StartsWith('/'):
                    context.Console.Note(Help);
                    break;
                case { } text:
                    await TrySayAsync(text);
                    break;
            }
        }
    }

    /// <summary>Says one message and writes the answer as it comes.</summary>
    public async Task SayAsync(string text)
    {
        List<ChatMessage> messages = [.. _messages, new ChatMessage(MessageRoles.User, text)];
        var request = start with { Messages = messages, Conversation = _conversation };
        await using var reply = await client.OpenChatAsync(request, context.CancellationToken);
        var answer = new StringBuilder();
        await foreach (var part in reply.ReadAsync(context.CancellationToken))
        {
            answer.Append(part);
            if (!context.Json)
            {
                await context.Console.Output.WriteAsync(part);
                await context.Console.Output.FlushAsync(context.CancellationToken);
            }
        }

        _messages.Clear();
        _messages.AddRange([.. messages, new ChatMessage(MessageRoles.Assistant, answer.ToString())]);
        (_conversation, _memories) = (reply.Conversation ?? _conversation, reply.Memories);
        await FinishAsync(reply, answer.ToString());
    }

    // A fault of one turn leaves the conversation as it was: the next line may succeed.
    private async Task TrySayAsync(string text)
    {
        try
        {
            await SayAsync(text);
        }
        catch (AgentsException e)
        {
            context.Console.Error(e.Message);
        }
    }

    private async Task FinishAsync(ChatReply reply, string answer)
    {
        if (context.Json)
        {
            context.Console.JsonLine(new ChatResult
            {
                Answer = answer,
                FinishReason = reply.FinishReason,
                Conversation = reply.Conversation,
                Memories = reply.Memories,
                MemoryTokens = reply.MemoryTokens,
                MemoryError = reply.MemoryError,
            });
            return;
        }

        context.Console.Line(string.Empty);
        if (reply.MemoryError is not null)
        {
            context.Console.Note($"Memory took no part: {OneLine.Of(reply.MemoryError)}");
        }

        if (ShowMemories)
        {
            await WriteMemoriesAsync();
        }
    }

    private async Task WriteMemoriesAsync()
    {
        if (_memories.Count == 0)
        {
            context.Console.Note("No memories were used.");
        }

        foreach (var id in _memories)
        {
            var item = await client.GetAsync(id, null, context.CancellationToken);
            context.Console.Note(
                $"  [{id}] {Times.Format(item.Time)} {OneLine.Of(item.Author, 40)}: {OneLine.Of(item.Text, 160)}");
        }
    }
}
