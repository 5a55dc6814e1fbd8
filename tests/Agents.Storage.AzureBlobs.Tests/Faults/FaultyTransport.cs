using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Agents.Storage.AzureBlobs.Tests.Faults;

/// <summary>Carries requests to the service, counts them, and loses or holds those that a test names.</summary>
/// <remarks>It stands for one process: two of them are two silos.</remarks>
internal sealed class FaultyTransport : HttpPipelineTransport, IDisposable
{
    private readonly HttpClientTransport _inner = new();
    private readonly ConcurrentQueue<string> _sent = new();
    private long _bytesRead;

    /// <summary>Gets or sets how a request fails; null for one that does not. It gets the operation and how many were
    /// asked for since <see cref="Forget"/>, this one not counted.</summary>
    public Func<string, int, FaultKind?> Fails { get; set; } = (_, _) => null;

    /// <summary>Gets or sets what each request awaits before it is sent.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Gets the operations that were asked for, retries included.</summary>
    public IReadOnlyCollection<string> Sent => _sent;

    /// <summary>Gets how many bytes the service's answers held since <see cref="Forget"/>.</summary>
    public long BytesRead => Interlocked.Read(ref _bytesRead);

    public void Forget()
    {
        _sent.Clear();
        Interlocked.Exchange(ref _bytesRead, 0);
    }

    public override Request CreateRequest() => _inner.CreateRequest();

    public override void Process(HttpMessage message) =>
        throw new NotSupportedException("The provider is asynchronous throughout.");

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        var operation = OperationOf(message.Request);
        var count = _sent.Count;
        _sent.Enqueue(operation);
        await Before(operation).WaitAsync(message.CancellationToken);
        var fault = Fails(operation, count);
        if (fault == FaultKind.BeforeRequest)
        {
            throw new IOException("A test lost this request.");
        }

        if (fault == FaultKind.Busy)
        {
            message.Response = new ErrorResponse(503, "ServerBusy");
            return;
        }

        await _inner.ProcessAsync(message);
        Interlocked.Add(ref _bytesRead, operation == "read" ? message.Response.Headers.ContentLength ?? 0 : 0);
        if (fault == FaultKind.AfterRequest)
        {
            message.Response.Dispose();
            throw new IOException("A test lost the answer to this request.");
        }
    }

    public void Dispose() => _inner.Dispose();

    /// <summary>Names an operation: read, list, append, mark, create, put, delete, head.</summary>
    private static string OperationOf(Request request)
    {
        var query = request.Uri.Query;
        return request.Method.Method switch
        {
            "GET" => query.Contains("comp=list", StringComparison.Ordinal) ? "list" : "read",
            "HEAD" => "head",
            "DELETE" => "delete",
            _ when query.Contains("comp=appendblock", StringComparison.Ordinal) => "append",
            _ when query.Contains("comp=metadata", StringComparison.Ordinal) => "mark",
            _ when query.Contains("restype=container", StringComparison.Ordinal) => "container",
            _ => request.Headers.TryGetValue("x-ms-blob-type", out var type) && type == "AppendBlob" ? "create" : "put",
        };
    }
}
