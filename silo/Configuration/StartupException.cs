namespace Agents.Silo.Configuration;

/// <summary>The silo cannot start; the message is the one line that an operator needs.</summary>
public sealed class StartupException(string message, Exception? innerException = null)
    : Exception(message, innerException);
