namespace Agents.Deploy.Tests.House;

/// <param name="ExitCode">What it ended with.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Errors">What it wrote to standard error.</param>
internal sealed record ToolResult(int ExitCode, string Output, string Errors);
