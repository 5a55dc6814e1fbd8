namespace Agents.Contracts;

/// <summary>The episodes that a memory comes from; an episode is its own source.</summary>
/// <param name="Id">The memory.</param>
/// <param name="Episodes">Its episodes.</param>
/// <param name="Spans">What of each episode says it, in the same order; null for the whole.</param>
public sealed record SourcesResponse(
    string Id, IReadOnlyList<MemoryItem> Episodes, IReadOnlyList<SourceSpan?> Spans);
