using System.Threading.RateLimiting;
using Agents.Contracts;
using Agents.Gateway.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Agents.Gateway.Overload;

/// <summary>
/// Serves so many requests at a time, lets so many wait for their turn, and refuses the rest at once with 503, so that
/// what is answered is still answered in time.
/// </summary>
/// <remarks>
/// It stands before anything of a request is read: one that is refused costs next to nothing. Chats wait for a language
/// model most of their time, so they have a limit of their own and nobody waits behind them. Health, metrics and the
/// list of models always answer.
/// </remarks>
internal sealed class RequestGate : IDisposable
{
    private const int RetryAfterSeconds = 1;
    private const string Root = "/v1";

    private readonly RequestDelegate _next;
    private readonly ConcurrencyLimiter _requests;
    private readonly ConcurrencyLimiter _chats;

    public RequestGate(RequestDelegate next, IOptions<GatewayOptions> options)
    {
        _next = next;
        var limits = options.Value.Limits;
        _requests = Limiter(limits.RequestsMax, limits.WaitingRequestsMax);
        _chats = Limiter(limits.ChatsMax, waitingMax: 0);
    }

    public void Dispose()
    {
        _requests.Dispose();
        _chats.Dispose();
    }

    public async Task InvokeAsync(HttpContext context)
    {
        if (LimiterOf(context.Request.Path) is not { } limiter)
        {
            await _next(context);
            return;
        }

        using var lease = await limiter.AcquireAsync(1, context.RequestAborted);
        if (lease.IsAcquired)
        {
            await _next(context);
            return;
        }

        var refused = ApiError.Of(
            ErrorCodes.Overloaded,
            "This node serves as many requests as it can; repeat the request later, or send it to another node.",
            null,
            RetryAfterSeconds);
        await ErrorWriter.WriteAsync(context, refused, context.RequestAborted);
    }

    private static ConcurrencyLimiter Limiter(int max, int waitingMax) => new(new ConcurrencyLimiterOptions
    {
        PermitLimit = max,
        QueueLimit = waitingMax,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private ConcurrencyLimiter? LimiterOf(PathString path) =>
        !path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase, out var rest)
            || rest.StartsWithSegments("/models", StringComparison.OrdinalIgnoreCase) ? null
        : rest.StartsWithSegments("/chat", StringComparison.OrdinalIgnoreCase) ? _chats
        : _requests;
}
