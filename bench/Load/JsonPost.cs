using System.Net.Http.Headers;
using System.Text.Json;
using Agents.Bench.Hosting;
using Agents.Contracts;

namespace Agents.Bench.Load;

/// <summary>JSON requests whose body is made before the clock runs.</summary>
internal static class JsonPost
{
    /// <summary>Makes a client that keeps as many connections open as there are callers.</summary>
    public static HttpClient Connections(int callers) => new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = callers,
        PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
    });

    public static HttpRequestMessage Of(Uri address, object body)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
    }

    /// <summary>Makes a chat request.</summary>
    /// <param name="server">The root of a gateway or an LLM.</param>
    /// <param name="question">The only message.</param>
    /// <param name="user">Whose memory; null for an LLM, which has none.</param>
    /// <param name="memory">What the gateway does with memory; null for what it does by itself.</param>
    /// <param name="stream">Whether the answer comes in tokens.</param>
    public static HttpRequestMessage Chat(
        Uri server, string question, string? user = null, string? memory = null, bool stream = false)
    {
        var messages = new[] { new { role = MessageRoles.User, content = question } };
        var request = Of(new Uri(server, "v1/chat/completions"), new { model = StubServer.Model, stream, messages });
        if (user is not null)
        {
            request.Headers.Add(AgentsHeaders.User, user);
        }

        if (memory is not null)
        {
            request.Headers.Add(AgentsHeaders.Memory, memory);
        }

        return request;
    }
}
