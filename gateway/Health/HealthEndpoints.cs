using Agents.Gateway.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Agents.Gateway.Health;

/// <summary>Says whether the process lives, and whether it can serve.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Json(new { status = "live" })).WithTags("Health");
        routes.MapGet("/health/ready", AnswerReadyAsync).WithTags("Health");
    }

    private static async Task<IResult> AnswerReadyAsync(HttpContext context, IReadiness readiness)
    {
        if (readiness.IsReady && !readiness.IsStopping)
        {
            return Results.Json(new { status = "ready" });
        }

        await ErrorWriter.WriteAsync(context, ReadinessMiddleware.Starting(readiness), context.RequestAborted);
        return Results.Empty;
    }
}
