using System.Text;
using Microsoft.Extensions.AI;

namespace Agents.Gateway.Llm;

/// <summary>
/// Writes the updates of a chat client as they come. The finish is held back until the client has ended its stream.
/// </summary>
internal sealed class ChatClientProgress(AnswerStream stream, ChatWire wire)
{
    private readonly StringBuilder _text = new();
    private UsageDetails? _usage;
    private bool _begun;

    public string Text => _text.ToString();

    public ChatFinishReason? FinishReason { get; private set; }

    public async Task WriteAsync(ChatResponseUpdate update)
    {
        await BeginAsync();
        foreach (var content in update.Contents)
        {
            switch (content)
            {
                case TextContent { Text.Length: > 0 } text:
                    _text.Append(text.Text);
                    await stream.WriteAsync(wire.Text(text.Text));
                    break;
                case FunctionCallContent call:
                    await stream.WriteAsync(wire.Call(call));
                    break;
                case UsageContent usage:
                    _usage = usage.Details;
                    break;
            }
        }

        FinishReason = update.FinishReason ?? FinishReason;
        await stream.FlushAsync();
    }

    /// <summary>Writes the finish, the usage where it was asked for, and the end.</summary>
    public async Task FinishAsync(ChatFinishReason reason, UsageDetails? estimated)
    {
        await BeginAsync();
        await stream.WriteAsync(wire.Finish(reason));
        if (estimated is not null)
        {
            await stream.WriteAsync(wire.Usage(_usage ?? estimated));
        }

        await stream.WriteAsync(ChatWire.Done);
        await stream.FlushAsync();
    }

    private async Task BeginAsync()
    {
        if (!_begun)
        {
            _begun = true;
            await stream.WriteAsync(wire.Role());
        }
    }
}
