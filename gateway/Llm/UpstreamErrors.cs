using System.Net;
using System.Text.Json;
using Agents.Contracts;
using Agents.Gateway.Errors;

namespace Agents.Gateway.Llm;

/// <summary>Says what went wrong with the language model in the terms of our own interface.</summary>
internal static class UpstreamErrors
{
    /// <summary>Tells whether an exception is a fault of the model or of the way to it.</summary>
    public static bool IsFault(Exception exception, UpstreamDeadline deadline) => exception switch
    {
        HttpRequestException or IOException or InvalidDataException => true,
        OperationCanceledException => deadline.Passed,
        _ => false,
    };

    public static ApiError Of(Exception exception) => exception switch
    {
        OperationCanceledException => ApiError.Of(
            ErrorCodes.UpstreamTimeout, "The language model took too long to answer; repeat the request."),
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
        } =>
            ApiError.Of(ErrorCodes.UpstreamFailed, "The language model's server cannot be reached; see --llm."),
        InvalidDataException => ApiError.Of(ErrorCodes.UpstreamFailed, exception.Message),
        _ => Cut(),
    };

    /// <summary>Makes the error of an answer that stopped before it was complete.</summary>
    public static ApiError Cut() => ApiError.Of(
        ErrorCodes.UpstreamFailed, "The language model's answer stopped before it was complete; repeat the request.");

    /// <summary>Makes the error of an answer that is no success and is not passed on as it is.</summary>
    public static ApiError Of(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ApiError.Of(
            ErrorCodes.UpstreamFailed,
            $"The language model's server refused the gateway's credentials with status {(int)status}; check its key."),
        >= HttpStatusCode.BadRequest => new ApiError(
            (int)status, ErrorCodes.UpstreamFailed, $"The language model's server answered with status {(int)status}."),
        _ => ApiError.Of(
            ErrorCodes.UpstreamFailed,
            $"The language model's server answered with status {(int)status}, which is not followed; check --llm."),
    };

    /// <summary>Makes the error of an answer that looks like a success and is a page for people.</summary>
    public static ApiError OfPage(HttpStatusCode status, string type) => ApiError.Of(
        ErrorCodes.UpstreamFailed,
        $"The language model's server answered with a page ({type}, status {(int)status}) instead of a completion; "
        + "check --llm, and whether a proxy or a login stands in between.");

    /// <summary>Tells whether a body is OpenAI's error object already.</summary>
    public static bool IsErrorObject(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("error", out var error)
                && error.ValueKind == JsonValueKind.Object
                && error.TryGetProperty("message", out _);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
