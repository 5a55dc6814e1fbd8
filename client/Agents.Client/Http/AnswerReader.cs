using System.Net;
using System.Text.Json;
using Agents.Contracts;

namespace Agents.Client.Http;

/// <summary>Turns HTTP answers into records or into <see cref="AgentsException"/>.</summary>
internal static class AnswerReader
{
    // An error body is a few hundred bytes; a proxy's error page may be anything, and only its status counts.
    private const int ErrorBytesMax = 64 * 1024;

    public static async Task<T> ReadAsync<T>(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var body = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(
                body, AgentsJson.Options, cancellationToken).ConfigureAwait(false)
                ?? throw new JsonException("The body is null.");
        }
        catch (JsonException e)
        {
            throw new AgentsException($"The server's answer is not the JSON of {typeof(T).Name}: {e.Message}", e)
            {
                Status = answer.StatusCode,
                RequestId = RequestIdOf(answer),
            };
        }
    }

    public static async Task<AgentsException> ReadErrorAsync(
        HttpResponseMessage answer, TimeProvider clock, CancellationToken cancellationToken)
    {
        var detail = await ReadDetailAsync(answer, cancellationToken).ConfigureAwait(false);
        var status = (int)answer.StatusCode;
        var code = detail?.Code ?? $"http_{status}";
        return new AgentsException(detail?.Message ?? $"The server answered {status} {answer.ReasonPhrase}.")
        {
            Status = answer.StatusCode,
            Code = code,
            Param = detail?.Param,
            RequestId = RequestIdOf(answer),
            IsTransient = IsTransient(answer.StatusCode, code),
            RetryAfter = RetryAfterOf(answer, clock),
        };
    }

    public static string? RequestIdOf(HttpResponseMessage answer) => HeaderOf(answer, AgentsHeaders.RequestId);

    public static string? HeaderOf(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static bool IsTransient(HttpStatusCode status, string code) => status switch
    {
        // A user who is full stays full: waiting would only hide it.
        HttpStatusCode.TooManyRequests => code != ErrorCodes.QuotaExceeded,
        HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => true,
        _ => false,
    };

    private static TimeSpan? RetryAfterOf(HttpResponseMessage answer, TimeProvider clock)
    {
        var wanted = answer.Headers.RetryAfter;
        var delay = wanted?.Delta ?? (wanted?.Date - clock.GetUtcNow());
        return delay < TimeSpan.Zero ? TimeSpan.Zero : delay;
    }

    private static async Task<ErrorDetail?> ReadDetailAsync(
        HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            var body = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            var bytes = new byte[ErrorBytesMax];
            var length = await body.ReadAtLeastAsync(
                bytes, bytes.Length, false, cancellationToken).ConfigureAwait(false);
            return JsonSerializer.Deserialize<ErrorResponse>(bytes.AsSpan(0, length), AgentsJson.Options)?.Error;
        }
        catch (Exception e) when (e is JsonException or HttpRequestException or IOException)
        {
            return null;
        }
    }
}
