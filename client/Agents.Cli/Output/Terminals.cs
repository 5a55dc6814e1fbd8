namespace Agents.Cli.Output;

/// <summary>Which of the standard streams are a terminal.</summary>
internal sealed record Terminals(bool Input, bool Error);
