using System.Globalization;
using System.Text.Json;
using Agents.Contracts;
using Microsoft.AspNetCore.Http;

namespace Agents.Gateway.Errors;

/// <summary>Writes an error as the whole answer.</summary>
internal static class ErrorWriter
{
    public static async Task WriteAsync(HttpContext context, ApiError error, CancellationToken cancellationToken)
    {
        // What answers is seen by the middleware around it, which counts.
        context.Features.Set(error);
        var response = context.Response;
        response.StatusCode = error.Status;
        response.ContentType = "application/json; charset=utf-8";
        if (error.RetryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (error.Code == ErrorCodes.QuotaExceeded)
        {
            // OpenAI's clients repeat every 429; a full quota does not empty itself.
            response.Headers["x-should-retry"] = "false";
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(error.Body, AgentsJson.Options);
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, cancellationToken);
    }
}
