namespace Agents.Contracts;

/// <summary>A memory that was found and is not in the block.</summary>
/// <param name="Id">The memory.</param>
/// <param name="Why">The reason: <c>budget</c>, <c>duplicate</c> or <c>low_score</c>.</param>
public sealed record LeftOutMemory(string Id, string Why);
