using Agents.Contracts;
using Agents.Gateway.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Agents.Gateway.Errors;

/// <summary>
/// Gives every answer a request id, and every failure OpenAI's error object. No stack trace leaves the process.
/// </summary>
internal sealed partial class ErrorMiddleware(
    RequestDelegate next,
    IOptions<GatewayOptions> options,
    GatewayTelemetry telemetry,
    ILogger<ErrorMiddleware> logger)
{
    private const int ClientClosedRequest = 499;
    private const int RetryAfterSeconds = 1;

    private readonly GatewayLimits _limits = options.Value.Limits;

    public async Task InvokeAsync(HttpContext context)
    {
        var requestId = RequestIds.Choose(context.Request.Headers[AgentsHeaders.RequestId]);
        context.Response.Headers[AgentsHeaders.RequestId] = requestId;
        try
        {
            await next(context);
            await DescribeBareStatusAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = ClientClosedRequest;
            }
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, requestId, exception);
        }
        catch (Exception exception)
        {
            // A failure within an answer goes on to the server, which cuts the connection: nobody takes half for whole.
            LogCut(exception, requestId);
            throw;
        }
        finally
        {
            if (context.Features.Get<ApiError>() is { } error)
            {
                telemetry.CountRefused(error.Status, error.Code);
            }
        }
    }

    private async Task DescribeBareStatusAsync(HttpContext context)
    {
        var response = context.Response;
        var bare = response.StatusCode >= 400 && !response.HasStarted
            && response.ContentType is null && response.ContentLength is null;
        if (bare && ErrorOf(context) is { } error)
        {
            await ErrorWriter.WriteAsync(context, error, context.RequestAborted);
        }
    }

    private ApiError? ErrorOf(HttpContext context)
    {
        var request = context.Request;
        return context.Response.StatusCode switch
        {
            404 when request.Path.StartsWithSegments("/v1/v1", StringComparison.OrdinalIgnoreCase) => ApiError.Of(
                ErrorCodes.NotFound,
                $"There is no {request.Method} {request.Path}; leave out one /v1, mostly that of the base URL."),
            404 => ApiError.Of(
                ErrorCodes.NotFound, $"There is no {request.Method} {request.Path}; see /openapi/v1.json."),
            405 => ApiError.Of(
                ErrorCodes.MethodNotAllowed,
                $"{request.Method} is not allowed on {request.Path}; use {context.Response.Headers.Allow}."),
            415 => ApiError.Of(
                ErrorCodes.UnsupportedMediaType, "Content-Type must be application/json, in UTF-8.", "Content-Type"),
            413 => ApiError.TooLarge(_limits.BodyBytesMax),
            _ => null,
        };
    }

    private async Task AnswerAsync(HttpContext context, string requestId, Exception exception)
    {
        var error = Describe(exception);
        if (error.Code == ErrorCodes.Internal)
        {
            LogFailure(exception, requestId);
        }

        // What memory did before the failure stays true: the turns of a chat whose model is away are stored.
        var kept = context.Response.Headers
            .Where(header => header.Key.StartsWith(AgentsHeaders.Prefix, StringComparison.OrdinalIgnoreCase))
            .Append(new(HeaderNames.Allow, context.Response.Headers.Allow))
            .ToArray();
        context.Response.Clear();
        foreach (var (name, values) in kept)
        {
            context.Response.Headers[name] = values;
        }

        context.Response.Headers[AgentsHeaders.RequestId] = requestId;
        await ErrorWriter.WriteAsync(context, error, context.RequestAborted);
    }

    private ApiError Describe(Exception exception) => exception switch
    {
        ApiException api => api.Error,
        BadHttpRequestException { StatusCode: 413 } => ApiError.TooLarge(_limits.BodyBytesMax),
        BadHttpRequestException => ApiError.Of(ErrorCodes.InvalidRequest, "The request could not be read."),

        // The caller waits still, so something behind the gateway was given up: a silo that has died, or this one,
        // which stops.
        OperationCanceledException => ApiError.Of(
            ErrorCodes.StorageUnavailable, "The request was cut off inside; repeat it.", null, RetryAfterSeconds),
        _ => ApiError.Of(ErrorCodes.Internal, "The request failed inside the gateway; its id is in x-request-id."),
    };

    private void LogCut(Exception exception, string requestId)
    {
        if (exception is ApiException { Error: var error })
        {
            LogCut(requestId, error.Message);
        }
        else
        {
            LogFailure(exception, requestId);
        }
    }

    [LoggerMessage(LogLevel.Error, "Request {RequestId} failed.")]
    private partial void LogFailure(Exception exception, string requestId);

    [LoggerMessage(LogLevel.Warning, "The answer to request {RequestId} was cut off: {Reason}")]
    private partial void LogCut(string requestId, string reason);
}
