using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Agents.Gateway.Llm;

/// <summary>Speaks to the language model's server over pooled connections.</summary>
/// <remarks>
/// It goes to the configured address and nowhere else: no redirects, no proxy, no cookies. A request whose connection
/// failed before
/// any byte came back is sent once more; everything else is left to the client, which repeats by itself.
/// </remarks>
internal sealed class UpstreamClient : IDisposable
{
    private readonly GatewayOptions _options;
    private readonly HttpMessageInvoker _invoker;

    public UpstreamClient(IOptions<GatewayOptions> options)
    {
        _options = options.Value;
        _invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = _options.LlmConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            EnableMultipleHttp2Connections = true,
        });
    }

    /// <summary>Posts a body and returns when the answer's headers have come.</summary>
    public async Task<HttpResponseMessage> PostAsync(
        string path,
        IReadOnlyList<ReadOnlyMemory<byte>> pieces,
        HttpRequest original,
        CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(HttpMethod.Post, path, pieces, original, cancellationToken);
        }
        catch (HttpRequestException exception) when (IsConnectionLost(exception))
        {
            return await SendAsync(HttpMethod.Post, path, pieces, original, cancellationToken);
        }
    }

    /// <summary>Gets a document and returns when the answer's headers have come.</summary>
    public Task<HttpResponseMessage> GetAsync(string path, HttpRequest original, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, null, original, cancellationToken);

    public void Dispose() => _invoker.Dispose();

    // No headers have come when this is thrown. A reset connection has no error code of its own, only the socket's.
    private static bool IsConnectionLost(HttpRequestException exception) =>
        exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.ResponseEnded
        || exception.InnerException is IOException;

    private Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        IReadOnlyList<ReadOnlyMemory<byte>>? pieces,
        HttpRequest original,
        CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(method, _options.LlmUrl!.AbsoluteUri.TrimEnd('/') + path)
        {
            Content = pieces is null ? null : new SplicedContent(pieces),
        };
        UpstreamHeaders.CopyTo(request.Headers, original.Headers);
        if (_options.LlmKey is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _options.LlmKey);
        }
        else if (_options.KeyFile is null && original.Headers.Authorization.Count > 0)
        {
            // Without keys of our own the caller's credential can only be meant for the model.
            request.Headers.TryAddWithoutValidation("Authorization", (string?)original.Headers.Authorization);
        }

        return _invoker.SendAsync(request, cancellationToken);
    }
}
