using System.Net.Http.Headers;
using System.Text.Json;

namespace Agents.Bench.Load;

/// <summary>JSON requests whose body is made before the clock runs.</summary>
internal static class JsonPost
{
    /// <summary>Makes a client that keeps one connection open.</summary>
    public static HttpClient OneConnection() => new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = 1,
        PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
    });

    public static HttpRequestMessage Of(Uri address, object body)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
    }
}
