using System.Net;

namespace Agents.Client;

/// <summary>A call that the server refused or that did not reach it.</summary>
public sealed class AgentsException : Exception
{
    /// <summary>Makes an exception that carries a message only.</summary>
    public AgentsException(string message)
        : this(message, null)
    {
    }

    /// <summary>Makes an exception with its cause.</summary>
    public AgentsException(string message, Exception? innerException)
        : base(message, innerException)
    {
        Code = ClientErrorCodes.InvalidAnswer;
    }

    /// <summary>Makes an exception without details.</summary>
    public AgentsException()
        : this("The call failed.")
    {
    }

    /// <summary>Gets the HTTP status; null when no answer came.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>Gets the server's error code, or one of <see cref="ClientErrorCodes"/>.</summary>
    public string Code { get; init; }

    /// <summary>Gets the field at fault; null where the fault lies in none.</summary>
    public string? Param { get; init; }

    /// <summary>Gets the <c>x-request-id</c> of the answer, for the server's logs.</summary>
    public string? RequestId { get; init; }

    /// <summary>Gets a value indicating whether the same call may succeed later without a change.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Gets how long the server asks to wait; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
