using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Agents.Client.Http;
using Agents.Contracts;

namespace Agents.Client;

/// <summary>An answer that is on its way, and what memory did for it.</summary>
/// <remarks>For one reader. Disposing it before the end gives the answer up and closes its connection.</remarks>
public sealed class ChatReply : IAsyncDisposable
{
    private readonly HttpResponseMessage _answer;
    private readonly Transport _transport;
    private readonly AgentsClientOptions _options;

    internal ChatReply(HttpResponseMessage answer, Transport transport, AgentsClientOptions options)
    {
        (_answer, _transport, _options) = (answer, transport, options);
        Conversation = AnswerReader.HeaderOf(answer, AgentsHeaders.Conversation);
        MemoryError = AnswerReader.HeaderOf(answer, AgentsHeaders.MemoryError);
        RequestId = AnswerReader.RequestIdOf(answer);
        MemoryTokens = int.TryParse(
            AnswerReader.HeaderOf(
                answer, AgentsHeaders.MemoryTokens), NumberStyles.None, CultureInfo.InvariantCulture, out var tokens)
            ? tokens
            : null;
        Memories = AnswerReader.HeaderOf(answer, AgentsHeaders.Memories)
            ?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
    }

    /// <summary>Gets the conversation's id, to send with the next turn.</summary>
    public string? Conversation { get; }

    /// <summary>Gets the ids of the memories that the prompt was given; at most 20.</summary>
    public IReadOnlyList<string> Memories { get; }

    /// <summary>Gets the tokens of those memories; null when memory took no part.</summary>
    public int? MemoryTokens { get; }

    /// <summary>Gets why memory was skipped; null when it was not.</summary>
    public string? MemoryError { get; }

    /// <summary>Gets the answer's <c>x-request-id</c>.</summary>
    public string? RequestId { get; }

    /// <summary>Gets why the answer ended, such as <c>stop</c>; null until then.</summary>
    public string? FinishReason { get; private set; }

    /// <summary>Reads the answer's text as it comes. Once only.</summary>
    /// <exception cref="AgentsException">The stream carried an error, broke, stood still for longer than
    /// <see cref="AgentsClientOptions.Timeout"/>, or ended without a finish reason. What came before is no whole
    /// answer.</exception>
    public async IAsyncEnumerable<string> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var silence = new CancellationTokenSource(_options.Timeout, _options.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        var stream = await _answer.Content.ReadAsStreamAsync(both.Token).ConfigureAwait(false);
        var events = SseParser.Create(stream).EnumerateAsync(both.Token).GetAsyncEnumerator(CancellationToken.None);
        await using (events.ConfigureAwait(false))
        {
            while (await NextAsync(events, cancellationToken).ConfigureAwait(false) is { } data && data != "[DONE]")
            {
                silence.CancelAfter(_options.Timeout);
                foreach (var text in Read(data))
                {
                    yield return text;
                }
            }
        }

        if (FinishReason is null)
        {
            throw Broken("The answer ended without a finish reason; it is not whole.", null);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _answer.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string?> NextAsync(IAsyncEnumerator<SseItem<string>> events, CancellationToken cancellationToken)
    {
        try
        {
            return await events.MoveNextAsync().ConfigureAwait(false) ? events.Current.Data : null;
        }
        catch (Exception e) when (_transport.Explain(e, cancellationToken) is { } explained)
        {
            throw Broken($"The answer broke off. {explained.Message}", e);
        }
    }

    private IEnumerable<string> Read(string data)
    {
        using var document = Parse(data);
        var chunk = document.RootElement;
        if (chunk.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object)
        {
            throw ErrorOf(error);
        }

        if (!chunk.TryGetProperty("choices", out var choices) || choices.ValueKind != JsonValueKind.Array)
        {
            yield break;
        }

        foreach (var choice in choices.EnumerateArray())
        {
            if (choice.TryGetProperty("delta", out var delta) && TextOf(delta, "content") is { Length: > 0 } text)
            {
                yield return text;
            }

            FinishReason = TextOf(choice, "finish_reason") ?? FinishReason;
        }
    }

    private JsonDocument Parse(string data)
    {
        try
        {
            var document = JsonDocument.Parse(data);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            throw new JsonException("It is no object.");
        }
        catch (JsonException e)
        {
            throw Broken($"A chunk of the answer is not JSON: {e.Message}", e);
        }
    }

    private AgentsException ErrorOf(JsonElement error) => new(TextOf(error, "message") ?? "The answer failed.")
    {
        Status = _answer.StatusCode,
        Code = TextOf(error, "code") ?? ErrorCodes.UpstreamFailed,
        Param = TextOf(error, "param"),
        RequestId = RequestId,
    };

    private AgentsException Broken(string message, Exception? cause) => new(message, cause)
    {
        Status = _answer.StatusCode,
        Code = ClientErrorCodes.StreamBroken,
        RequestId = RequestId,
        IsTransient = true,
    };

    private static string? TextOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
