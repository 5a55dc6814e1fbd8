namespace Agents.Contracts;

/// <summary>OpenAI's error object; all four keys are always present.</summary>
public sealed record ErrorDetail(string Message, string Type, string? Param, string? Code);
