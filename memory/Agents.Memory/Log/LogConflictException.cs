namespace Agents.Memory.Log;

/// <summary>Another writer has appended to the log. The state built from it is stale and must be dropped.</summary>
public sealed class LogConflictException(string message, Exception? innerException = null)
    : Exception(message, innerException);
