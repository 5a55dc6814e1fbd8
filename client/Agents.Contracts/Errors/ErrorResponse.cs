namespace Agents.Contracts;

/// <summary>The body of every answer that is an error.</summary>
public sealed record ErrorResponse(ErrorDetail Error);
