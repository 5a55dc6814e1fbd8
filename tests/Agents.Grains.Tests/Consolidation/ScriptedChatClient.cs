using System.Collections.Concurrent;
using Microsoft.Extensions.AI;

namespace Agents.Grains.Tests.Consolidation;

/// <summary>A model that answers as a test says, call by call, the last one again and again.</summary>
internal sealed class ScriptedChatClient(
    params Func<ChatOptions, CancellationToken, Task<ChatResponse>>[] answers) : IChatClient
{
    private int _calls;

    public ConcurrentQueue<(IReadOnlyList<ChatMessage> Messages, ChatOptions Options)> Asked { get; } = [];

    public static ScriptedChatClient Of(params string[] answers) =>
        new([.. answers.Select(answer => Says(answer))]);

    public static Func<ChatOptions, CancellationToken, Task<ChatResponse>> Says(
        string answer, UsageDetails? usage = null) =>
        (_, _) => Task.FromResult(
            new ChatResponse(new ChatMessage(ChatRole.Assistant, answer)) { Usage = usage });

    public static Func<ChatOptions, CancellationToken, Task<ChatResponse>> Throws(Exception fault) =>
        (_, _) => Task.FromException<ChatResponse>(fault);

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Asked.Enqueue(([.. messages], options!));
        var call = Interlocked.Increment(ref _calls) - 1;
        return answers[Math.Min(call, answers.Length - 1)](options!, cancellationToken);
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Turns are read in one piece.");

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
