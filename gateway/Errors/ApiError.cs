using Agents.Contracts;

namespace Agents.Gateway.Errors;

/// <summary>An error as the wire shows it: the status, and OpenAI's object.</summary>
internal sealed record ApiError(
    int Status, string Code, string Message, string? Param = null, int? RetryAfterSeconds = null)
{
    private static readonly Dictionary<string, int> Statuses = new(StringComparer.Ordinal)
    {
        [ErrorCodes.InvalidRequest] = 400,
        [ErrorCodes.UserRequired] = 400,
        [ErrorCodes.UserConflict] = 400,
        [ErrorCodes.InvalidApiKey] = 401,
        [ErrorCodes.Forbidden] = 403,
        [ErrorCodes.HostNotAllowed] = 403,
        [ErrorCodes.NotFound] = 404,
        [ErrorCodes.ModelNotFound] = 404,
        [ErrorCodes.MethodNotAllowed] = 405,
        [ErrorCodes.ConsolidationRunning] = 409,
        [ErrorCodes.Held] = 409,
        [ErrorCodes.Erased] = 410,
        [ErrorCodes.TooLarge] = 413,
        [ErrorCodes.UnsupportedMediaType] = 415,
        [ErrorCodes.IdReused] = 422,
        [ErrorCodes.PolicyRefused] = 422,
        [ErrorCodes.QuotaExceeded] = 429,
        [ErrorCodes.RateLimitExceeded] = 429,
        [ErrorCodes.Internal] = 500,
        [ErrorCodes.LogDamaged] = 500,
        [ErrorCodes.UpstreamFailed] = 502,
        [ErrorCodes.StorageUnavailable] = 503,
        [ErrorCodes.Overloaded] = 503,
        [ErrorCodes.Starting] = 503,
        [ErrorCodes.UpstreamTimeout] = 504,
        [ErrorCodes.StorageFull] = 507,
    };

    public string Type => Status switch
    {
        429 => "rate_limit_error",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };

    /// <summary>Gets the object of the body.</summary>
    public ErrorResponse Body => new(new ErrorDetail(Message, Type, Param, Code));

    /// <summary>
    /// Makes the error of a code; an unknown code is an internal error, since no client can switch on it.
    /// </summary>
    public static ApiError Of(string code, string message, string? param = null, int? retryAfterSeconds = null) =>
        new(Statuses.GetValueOrDefault(code, 500), code, message, param, retryAfterSeconds);

    /// <summary>Makes the error of a refused operation of the grain.</summary>
    public static ApiError Of(MemoryError error) =>
        Of(
            error.Code,
            error.Message,
            error.Param,
            error.Code is ErrorCodes.StorageUnavailable or ErrorCodes.RateLimitExceeded ? 1 : null);

    /// <summary>Makes the error of a body over the limit.</summary>
    public static ApiError TooLarge(int bytesMax) => Of(
        ErrorCodes.TooLarge, $"The body is larger than {bytesMax} bytes; split it into several requests.");

    /// <summary>Makes the exception of a bad field.</summary>
    public static ApiException Invalid(string? param, string message) =>
        new(Of(ErrorCodes.InvalidRequest, message, param));
}
