using Agents.Contracts;
using Agents.Gateway.Errors;
using Microsoft.AspNetCore.Http;

namespace Agents.Gateway.Health;

/// <summary>
/// Answers 503 under <c>/v1</c> until the process can serve. It stands before identity, so that nothing is a 4xx by
/// then.
/// </summary>
internal sealed class ReadinessMiddleware(RequestDelegate next, IReadiness readiness)
{
    private const int RetryAfterSeconds = 1;

    public Task InvokeAsync(HttpContext context)
    {
        if (readiness.IsReady || !context.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase))
        {
            return next(context);
        }

        return ErrorWriter.WriteAsync(context, Starting(readiness), context.RequestAborted);
    }

    public static ApiError Starting(IReadiness readiness) => ApiError.Of(
        ErrorCodes.Starting,
        readiness.IsStopping
            ? "The service is stopping: send requests to another node."
            : $"The service is starting: {readiness.Reason ?? "not ready yet."}",
        null,
        RetryAfterSeconds);
}
