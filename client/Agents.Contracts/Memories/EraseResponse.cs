namespace Agents.Contracts;

/// <summary>How many memories are gone for good.</summary>
public sealed record EraseResponse(long Erased);
