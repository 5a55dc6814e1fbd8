using System.Collections.Concurrent;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Agents.Storage.AzureBlobs.Tests.Faults;

/// <summary>Carries requests to a service with a certificate of its own, keeps the tokens that they bear, and answers
/// in its place where a test says so.</summary>
internal sealed class SecureTransport(string thumbprint) : HttpPipelineTransport, IDisposable
{
    private readonly HttpClientTransport _inner = new(new HttpClientHandler
    {
        ServerCertificateCustomValidationCallback = (_, certificate, _, _) => certificate?.Thumbprint == thumbprint,
    });

    private readonly ConcurrentQueue<string> _tokens = new();

    public IReadOnlyCollection<string> Tokens => _tokens;

    /// <summary>Gets or sets the answer to every request; null for the service's own.</summary>
    public Func<Response>? Answer { get; set; }

    public override Request CreateRequest() => _inner.CreateRequest();

    public override void Process(HttpMessage message)
    {
        if (!TryAnswer(message))
        {
            _inner.Process(message);
        }
    }

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        if (!TryAnswer(message))
        {
            await _inner.ProcessAsync(message);
        }
    }

    public void Dispose() => _inner.Dispose();

    private bool TryAnswer(HttpMessage message)
    {
        _tokens.Enqueue(message.Request.Headers.TryGetValue("Authorization", out var value) ? value : "none");
        if (Answer is null)
        {
            return false;
        }

        message.Response = Answer();
        return true;
    }
}
