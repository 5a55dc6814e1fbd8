namespace Agents.Contracts;

/// <summary>The episodes that a memory comes from; an episode is its own source.</summary>
public sealed record SourcesResponse(string Id, IReadOnlyList<MemoryItem> Episodes);
