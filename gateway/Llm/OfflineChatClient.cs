using System.Runtime.CompilerServices;
using Agents.Contracts;
using Microsoft.Extensions.AI;

namespace Agents.Gateway.Llm;

/// <summary>Answers without any language model by quoting what was recalled. Its answers are never evidence.</summary>
/// <remarks>
/// It speaks English and Chinese, names any model that it is asked for, and says of each answer that it is an offline
/// one.
/// </remarks>
internal sealed class OfflineChatClient : IChatClient
{
    /// <summary>The name in the list of models.</summary>
    public const string ModelId = "agents-offline";

    /// <summary>The additional property of the options that holds the <see cref="RecallResponse"/>.</summary>
    public const string RecallKey = "agents.recall";

    private const int PieceChars = 12;

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var answer = new ChatMessage(ChatRole.Assistant, Answer(messages, options));
        return Task.FromResult(new ChatResponse(answer) { FinishReason = ChatFinishReason.Stop, ModelId = ModelId });
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var answer = Answer(messages, options);
        for (var start = 0; start < answer.Length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var end = Math.Min(start + PieceChars, answer.Length);
            end += end < answer.Length && char.IsLowSurrogate(answer[end]) ? 1 : 0;
            yield return new ChatResponseUpdate(ChatRole.Assistant, answer[start..end]);
            start = end;
            await Task.Yield();
        }

        yield return new ChatResponseUpdate(ChatRole.Assistant, []) { FinishReason = ChatFinishReason.Stop };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private static string Answer(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var question = messages.LastOrDefault(message => message.Role == ChatRole.User)?.Text ?? string.Empty;
        var recall = options?.AdditionalProperties?.TryGetValue(RecallKey, out var value) is true
            ? value as RecallResponse : null;
        return OfflineAnswer.Of(question, recall);
    }
}
