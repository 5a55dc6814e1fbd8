namespace Agents.Client;

/// <summary>Values of <see cref="AgentsException.Code"/> for faults that the client sees itself.</summary>
public static class ClientErrorCodes
{
    /// <summary>No connection, or it broke before the answer was complete.</summary>
    public const string ConnectionFailed = "connection_failed";

    /// <summary>No answer within <see cref="AgentsClientOptions.Timeout"/>.</summary>
    public const string Timeout = "timeout";

    /// <summary>The answer is not what the interface promises; mostly the URL leads to another program.</summary>
    public const string InvalidAnswer = "invalid_answer";

    /// <summary>A chat stream ended without a finish reason: what came is not a whole answer.</summary>
    public const string StreamBroken = "stream_broken";
}
