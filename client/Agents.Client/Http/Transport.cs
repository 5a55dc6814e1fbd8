using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Agents.Contracts;

namespace Agents.Client.Http;

/// <summary>Sends requests, and tries again what may succeed the second time.</summary>
/// <remarks>
/// Every call of the interface may be repeated: messages carry their ids from the first try on, and the others change
/// nothing when done twice. The body is built once, so each try sends the same bytes.
/// </remarks>
internal sealed class Transport(HttpClient http, Uri root, AgentsClientOptions options)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    private readonly Random _jitter = options.Jitter ?? new Random(RandomNumberGenerator.GetInt32(int.MaxValue));
    private readonly Lock _jitterLock = new();

    public static byte[] Serialize(object body) =>
        JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), AgentsJson.Options);

    public Task<T> SendAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        var bytes = body is null ? null : Serialize(body);
        return SendAsync(() => Create(method, path, bytes), AnswerReader.ReadAsync<T>, cancellationToken);
    }

    public async Task<T> SendAsync<T>(
        Func<HttpRequestMessage> create,
        Func<HttpResponseMessage, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryAsync(create, read, cancellationToken).ConfigureAwait(false);
            }
            catch (AgentsException e) when (
                e.IsTransient && attempt < options.TriesMax && DelayAfter(e, attempt) is { } delay)
            {
                await Task.Delay(delay, options.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public HttpRequestMessage Create(HttpMethod method, string path, byte[]? body)
    {
        var request = new HttpRequestMessage(method, new Uri(root, path));
        if (options.Key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Key);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = Json;
        }

        return request;
    }

    /// <summary>Names the fault of a connection or of a time limit; null where the exception is neither.</summary>
    public AgentsException? Explain(Exception fault, CancellationToken callers) => fault switch
    {
        OperationCanceledException when !callers.IsCancellationRequested => new AgentsException(
            $"No answer from {root} within {options.Timeout.TotalSeconds:0.###} s.", fault)
        {
            Code = ClientErrorCodes.Timeout,
            IsTransient = true,
        },
        HttpRequestException or IOException => new AgentsException($"No connection to {root}: {fault.Message}", fault)
        {
            Code = ClientErrorCodes.ConnectionFailed,
            IsTransient = true,
        },
        _ => null,
    };

    private async Task<T> TryAsync<T>(
        Func<HttpRequestMessage> create,
        Func<HttpResponseMessage, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(options.Timeout, options.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        HttpResponseMessage? answer = null;
        var kept = false;
        try
        {
            using var request = create();
            answer = await http.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, both.Token).ConfigureAwait(false);
            if (!answer.IsSuccessStatusCode)
            {
                throw await AnswerReader.ReadErrorAsync(answer, options.TimeProvider, both.Token).ConfigureAwait(false);
            }

            var result = await read(answer, both.Token).ConfigureAwait(false);
            kept = result is HttpResponseMessage;
            return result;
        }
        catch (Exception e) when (Explain(e, cancellationToken) is { } explained)
        {
            throw explained;
        }
        finally
        {
            if (!kept)
            {
                answer?.Dispose();
            }
        }
    }

    // Exponential backoff with full jitter (delay = uniform(0, min(max, first * 2^(try - 1)))), so that many clients
    // that failed together do not come back together. A server that names a time knows better.
    private TimeSpan? DelayAfter(AgentsException fault, int attempt)
    {
        if (fault.RetryAfter is { } asked)
        {
            return asked <= options.RetryAfterMax ? asked : null;
        }

        var bound = Math.Min(
            options.RetryDelay.TotalMilliseconds * Math.Pow(2, attempt - 1), options.RetryDelayMax.TotalMilliseconds);
        lock (_jitterLock)
        {
            return TimeSpan.FromMilliseconds(bound * _jitter.NextDouble());
        }
    }
}
