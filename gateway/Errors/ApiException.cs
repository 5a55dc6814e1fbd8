namespace Agents.Gateway.Errors;

/// <summary>Ends a request with an error that was meant for the caller.</summary>
internal sealed class ApiException(ApiError error) : Exception(error.Message)
{
    public ApiError Error { get; } = error;
}
