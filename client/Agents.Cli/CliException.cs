namespace Agents.Cli;

/// <summary>A fault that its message explains in one line; the command ends with exit code 1.</summary>
internal sealed class CliException(string message, Exception? cause = null) : Exception(message, cause);
