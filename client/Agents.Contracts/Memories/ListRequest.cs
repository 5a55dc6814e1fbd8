namespace Agents.Contracts;

/// <summary>A page of memories, oldest first.</summary>
public sealed record ListRequest
{
    public string? User { get; init; }

    public IReadOnlyList<MemoryKind>? Kinds { get; init; }

    public string? Conversation { get; init; }

    public string? Agent { get; init; }

    /// <summary>Gets the state wanted; every state where null.</summary>
    public MemoryState? State { get; init; }

    /// <summary>Gets the moment to list as of: memory as it was known then, but for what was erased since.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Gets the moment of the world to list for: items that held then, and what was said by then.</summary>
    public DateTimeOffset? ValidAt { get; init; }

    /// <summary>Gets <see cref="ListResponse.Next"/> of the page before, or null for the first.</summary>
    public string? Cursor { get; init; }

    /// <summary>Gets the page's size.</summary>
    /// <value>The default is 50, at most 1,000.</value>
    public int? Limit { get; init; }
}
