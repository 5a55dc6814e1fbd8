using Agents.Contracts;
using Agents.Gateway.Errors;
using Agents.Gateway.Identity;
using Agents.Gateway.Llm;
using Agents.Gateway.Requests;
using Agents.Gateway.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Agents.Gateway.Chat;

/// <summary>
/// Answers <c>POST /v1/chat/completions</c>: name the user, remember, recall, inject, relay, remember the answer.
/// </summary>
internal sealed class ChatHandler(
    ChatSessions sessions,
    ChatMemory memory,
    UpstreamRelay upstream,
    ChatClientRelay client,
    GatewayTelemetry telemetry,
    IOptions<GatewayOptions> options)
{
    private readonly GatewayOptions _options = options.Value;

    public async Task<IResult> CompleteAsync(HttpContext context)
    {
        using var timed = telemetry.Begin(GatewayTelemetry.Chat);
        var caller = Caller.SpeakingForUsers(context);
        using var request = ChatRequest.Read(await RequestBody.ReadAsync(context, _options.Limits.BodyBytesMax));
        var session = sessions.Open(context, caller, request);
        var own = _options.LlmUrl is null ? ChatClientRequest.Read(request, _options.Limits) : null;
        await memory.PrepareAsync(session, context.RequestAborted);
        ChatHeaders.Write(context.Response, session);
        try
        {
            await (own is null
                ? upstream.RelayAsync(context, PiecesOf(request, session), session)
                : client.AnswerAsync(context, own, session));
        }
        catch (ApiException exception)
        {
            timed.Fail(exception.Error.Code);
            throw;
        }

        return Results.Empty;
    }

    private IReadOnlyList<ReadOnlyMemory<byte>> PiecesOf(ChatRequest request, ChatSession session)
    {
        List<BodySplice.Edit> edits = [];
        if (ChatEdits.Model(request, _options.LlmModel) is { } model)
        {
            edits.Add(model);
        }

        var question = session.Turns.LastOrDefault(turn => turn.Role == MessageRoles.User);
        if (session.Recall is { Context.Length: > 0 } recall && question is not null)
        {
            edits.Add(ChatEdits.MessageBefore(question, PromptBlock.Render(recall.Context, PromptBlock.NewMarker())));
        }

        return BodySplice.Apply(request.Body, edits);
    }
}
