namespace Agents.Memory.Log;

/// <summary>The storage refused or lost a write, or cannot be reached.</summary>
/// <param name="message">What happened, and what to do.</param>
/// <param name="full">Whether the cause is that no space is left.</param>
/// <param name="innerException">The storage's own error.</param>
public sealed class LogUnavailableException(string message, bool full, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>Gets a value indicating whether the cause is that no space is left.</summary>
    public bool Full { get; } = full;
}
