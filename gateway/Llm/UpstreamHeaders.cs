using System.Net.Http.Headers;
using Agents.Contracts;
using Agents.Gateway.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Agents.Gateway.Llm;

/// <summary>Says which headers go to the language model and which come back.</summary>
internal static class UpstreamHeaders
{
    // Hop-by-hop fields (RFC 9110, section 7.6.1), credentials, and what describes a body that the gateway may have
    // edited.
    private static readonly HashSet<string> Kept = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Expect",
        "Host", "Content-Length", "Content-Type", "Content-Encoding", "Content-MD5", "Digest", "Accept-Encoding",
        "Authorization", "Proxy-Authorization", "Cookie", "x-api-key", "api-key", "Idempotency-Key", "x-request-id",
        "Forwarded", "Origin", "Referer", "traceparent", "tracestate", "baggage",
    };

    private static readonly string[] KeptPrefixes = [AgentsHeaders.Prefix, "X-Forwarded-", "Proxy-", "Sec-", ":"];

    private static readonly string[] Returned =
        ["openai-", "x-ratelimit-", "anthropic-ratelimit-", "retry-after", "x-should-retry"];

    /// <summary>
    /// Copies the client's headers to the model's request, but for those that are between the client and us.
    /// </summary>
    public static void CopyTo(HttpRequestHeaders target, IHeaderDictionary source)
    {
        foreach (var (name, values) in source)
        {
            if (!Kept.Contains(name) && !Array.Exists(KeptPrefixes, prefix => Begins(name, prefix)))
            {
                target.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }
    }

    /// <summary>
    /// Copies what concerns the client from the model's answer. The model's own request id gets a name of its own.
    /// </summary>
    public static void CopyTo(IHeaderDictionary target, HttpResponseHeaders source)
    {
        foreach (var (name, values) in source)
        {
            if (Array.Exists(Returned, prefix => Begins(name, prefix)))
            {
                target[name] = new StringValues([.. values]);
            }
        }

        if (source.TryGetValues("x-request-id", out var ids) && ids.First() is var id && RequestIds.Choose(id) == id)
        {
            target["x-upstream-request-id"] = id;
        }
    }

    private static bool Begins(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}
