using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Agents.Gateway.Tests.Harness;

/// <summary>A chat client that says what it was told to, and keeps what it was asked.</summary>
internal sealed class ScriptedChatClient(params ChatResponseUpdate[] updates) : IChatClient
{
    public IReadOnlyList<ChatMessage> Asked { get; private set; } = [];

    public ChatOptions? Options { get; private set; }

    public Exception? Fault { get; set; }

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
            CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Asked = [.. messages];
        Options = options;
        foreach (var update in updates)
        {
            await Task.Yield();
            yield return update;
        }

        if (Fault is not null)
        {
            throw Fault;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
