using System.Globalization;
using Agents.Contracts;
using Microsoft.AspNetCore.Http;

namespace Agents.Gateway.Chat;

/// <summary>Tells the client what memory did.</summary>
internal static class ChatHeaders
{
    public static void Write(HttpResponse response, ChatSession session)
    {
        var headers = response.Headers;
        if (session.Skipped.Count > 0)
        {
            headers[AgentsHeaders.MemoryError] = string.Join(", ", session.Skipped.Distinct());
        }

        if (session.Scope is null)
        {
            return;
        }

        headers[AgentsHeaders.Conversation] = session.Conversation;
        headers[AgentsHeaders.MemoryMs] =
            ((long)session.Elapsed.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        var hits = session.Recall?.Context.Length > 0 ? session.Recall.Hits : [];
        headers[AgentsHeaders.MemoryTokens] =
            (hits.Count == 0 ? 0 : session.Recall!.Tokens).ToString(CultureInfo.InvariantCulture);
        headers[AgentsHeaders.Memories] =
            string.Join(',', hits.Take(MemoryLimits.ReportedIdsMax).Select(hit => hit.Id));
    }

    /// <summary>Adds one more part of memory that was skipped; nothing where it is null.</summary>
    public static void AddSkipped(HttpResponse response, string? reason)
    {
        if (reason is not null)
        {
            string? before = response.Headers[AgentsHeaders.MemoryError];
            response.Headers[AgentsHeaders.MemoryError] = before is null ? reason : $"{before}, {reason}";
        }
    }
}
