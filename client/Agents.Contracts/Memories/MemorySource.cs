namespace Agents.Contracts;

/// <summary>The episodes that a memory comes from, and the span where there is one.</summary>
public sealed record MemorySource(IReadOnlyList<string> Episodes, SourceSpan? Span = null);
