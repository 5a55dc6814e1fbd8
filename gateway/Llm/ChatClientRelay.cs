using System.Security.Cryptography;
using Agents.Contracts;
using Agents.Gateway.Chat;
using Agents.Gateway.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Agents.Gateway.Llm;

/// <summary>
/// Answers a chat request by a chat client, in OpenAI's format. An answer without a finish reason is a failure.
/// </summary>
internal sealed partial class ChatClientRelay(
    ChatClientSource source,
    ChatMemory memory,
    IOptions<GatewayOptions> options,
    TimeProvider clock,
    ILogger<ChatClientRelay> logger)
{
    private readonly GatewayOptions _options = options.Value;

    /// <summary>Answers a request.</summary>
    /// <exception cref="ApiException">
    /// The client failed. Where the answer had begun, the caller was told in it.
    /// </exception>
    public async Task AnswerAsync(HttpContext context, ChatClientRequest request, ChatSession session)
    {
        using var deadline = new UpstreamDeadline(_options.LlmFirstByteTimeout, clock, context.RequestAborted);
        var messages = WithRecall(request, session);
        var wire = new ChatWire(
            "chatcmpl-" + RandomNumberGenerator.GetHexString(24, lowercase: true),
            clock.GetUtcNow().ToUnixTimeSeconds(),
            request.Model ?? OfflineChatClient.ModelId,
            request.IncludesUsage);
        if (request.Streams)
        {
            await StreamAsync(context, request, messages, session, wire, deadline);
        }
        else
        {
            await AnswerWholeAsync(context, request, messages, session, wire, deadline);
        }
    }

    private IReadOnlyList<ChatMessage> WithRecall(ChatClientRequest request, ChatSession session)
    {
        if (session.Recall is not { Context.Length: > 0 } recall)
        {
            return request.Messages;
        }

        if (source.IsOffline)
        {
            request.Options.AdditionalProperties = new() { [OfflineChatClient.RecallKey] = recall };
            return request.Messages;
        }

        var messages = request.Messages.ToList();
        var last = messages.FindLastIndex(message => message.Role == ChatRole.User);
        messages.Insert(
            last, new ChatMessage(ChatRole.User, PromptBlock.Render(recall.Context, PromptBlock.NewMarker())));
        return messages;
    }

    private async Task AnswerWholeAsync(
        HttpContext context,
        ChatClientRequest request,
        IReadOnlyList<ChatMessage> messages,
        ChatSession session,
        ChatWire wire,
        UpstreamDeadline deadline)
    {
        ChatResponse response;
        try
        {
            response = await source.Client.GetResponseAsync(messages, request.Options, deadline.Token);
            deadline.Pause();
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw new ApiException(Describe(exception));
        }

        if (response.FinishReason is not { } reason)
        {
            throw new ApiException(UpstreamErrors.Cut());
        }

        var evidence = !source.IsOffline;
        ChatHeaders.AddSkipped(
            context.Response,
                await memory.RememberAnswerAsync(session, response.Text, evidence, context.RequestAborted));
        var usage = response.Usage ?? UsageOf(messages, session, response.Text);
        var body = wire.Completion(response, reason, usage);
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private async Task StreamAsync(
        HttpContext context,
        ChatClientRequest request,
        IReadOnlyList<ChatMessage> messages,
        ChatSession session,
        ChatWire wire,
        UpstreamDeadline deadline)
    {
        var evidence = !source.IsOffline;
        var stream = new AnswerStream(context, session, memory, evidence, _options.Limits.MessageBytesMax);
        var progress = new ChatClientProgress(stream, wire);
        stream.Begin();
        ApiError failure;
        try
        {
            var updates = source.Client.GetStreamingResponseAsync(messages, request.Options, deadline.Token);
            await foreach (var update in updates.WithCancellation(deadline.Token))
            {
                deadline.Pause();
                await progress.WriteAsync(update);
                deadline.Restart(_options.LlmIdleTimeout);
            }

            deadline.Pause();
            if (progress.FinishReason is { } reason)
            {
                await progress.FinishAsync(
                    reason, request.IncludesUsage ? UsageOf(messages, session, progress.Text) : null);
                return;
            }

            failure = UpstreamErrors.Cut();
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            failure = Describe(exception);
        }

        await stream.BreakAsync(failure);
    }

    private static UsageDetails UsageOf(IReadOnlyList<ChatMessage> messages, ChatSession session, string answer)
    {
        var recalled = session.Recall is { Context.Length: > 0 } recall ? recall.Tokens : 0;
        var prompt = messages.Sum(message => TokenEstimate.Of(message.Text)) + recalled;
        return new UsageDetails { InputTokenCount = prompt, OutputTokenCount = TokenEstimate.Of(answer) };
    }

    private ApiError Describe(Exception exception)
    {
        if (exception is OperationCanceledException)
        {
            return UpstreamErrors.Of(exception);
        }

        LogFailure(exception);
        return ApiError.Of(ErrorCodes.UpstreamFailed, "The language model failed to answer; repeat the request.");
    }

    [LoggerMessage(LogLevel.Warning, "The chat client failed.")]
    private partial void LogFailure(Exception exception);
}
