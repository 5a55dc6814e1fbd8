using Agents.Contracts;
using Agents.Gateway.Identity;
using Agents.Gateway.Llm;
using Agents.Gateway.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Agents.Gateway.Chat;

/// <summary>
/// Finds out whose memory a chat request uses and which conversation it continues. Identity fails closed here.
/// </summary>
internal sealed class ChatSessions(UserNames users, ChatClientSource source, IOptions<GatewayOptions> options)
{
    /// <summary>Opens the session of a request.</summary>
    /// <exception cref="Errors.ApiException">The user, the conversation, the mode or the messages are not
    /// valid.</exception>
    public ChatSession Open(HttpContext context, Caller caller, ChatRequest request)
    {
        var mode = MemoryMode.Of(context);
        if (mode.IsOff)
        {
            return new ChatSession();
        }

        var user = users.Find(context, request.MetadataUser, request.SafetyIdentifier, request.User);
        if (user is null)
        {
            return new ChatSession { Skipped = { "no_user" } };
        }

        var turns = request.ReadTurns();
        return new ChatSession
        {
            Scope = new MemoryScope(caller.Tenant, user),
            Conversation = ConversationOf(context, user, turns),
            Mode = mode,
            IsOffline = options.Value.LlmUrl is null && source.IsOffline,
            Turns = turns,
        };
    }

    private static string ConversationOf(HttpContext context, string user, IReadOnlyList<ChatTurn> turns)
    {
        string? named = context.Request.Headers[AgentsHeaders.Conversation];
        if (named is not null)
        {
            TextRules.CheckId(named, AgentsHeaders.Conversation);
            return named;
        }

        var system = turns.FirstOrDefault(turn => turn.Role is MessageRoles.System or MessageRoles.Developer);
        var first = turns.FirstOrDefault(turn => turn.Role == MessageRoles.User);
        return EpisodeIds.Conversation(user, system?.Text ?? string.Empty, first?.Text ?? string.Empty);
    }
}
