namespace Agents.Cli.Export;

/// <summary>What an export wrote.</summary>
internal sealed record ExportResult(string File, long Messages);
