namespace Agents.Contracts;

/// <summary>A page of memories, and the cursor of the next; null at the end.</summary>
public sealed record ListResponse(IReadOnlyList<MemoryItem> Items, string? Next);
