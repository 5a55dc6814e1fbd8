namespace Agents.Contracts;

/// <summary>Why an operation was refused, for a program (<see cref="Code"/>) and for a person
/// (<see cref="Message"/>).</summary>
/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="Message">Names the field, the limit and the remedy.</param>
/// <param name="Param">The field, or null.</param>
public sealed record MemoryError(string Code, string Message, string? Param = null);
