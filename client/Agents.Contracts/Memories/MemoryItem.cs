namespace Agents.Contracts;

/// <summary>One memory as it stands now.</summary>
public sealed record MemoryItem
{
    public required string Id { get; init; }

    public required MemoryKind Kind { get; init; }

    public required string Text { get; init; }

    public required string Author { get; init; }

    public required string Role { get; init; }

    public string? Conversation { get; init; }

    public string? Agent { get; init; }

    /// <summary>Gets the event time.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Gets when we learnt it.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    public required MemoryState State { get; init; }

    public required bool Pinned { get; init; }

    /// <summary>Gets a value indicating whether it is held: no policy takes it, and it cannot be forgotten or erased
    /// until it is released.</summary>
    public bool Held { get; init; }

    /// <summary>Gets its base-level activation, a natural logarithm: it falls with time and rises with use. Null for
    /// what recall can no longer return.</summary>
    public double? Activation { get; init; }

    /// <summary>Gets when it leaves recall by itself, or null.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Gets a value indicating whether it may be recalled as evidence; offline answers may not.</summary>
    public required bool Evidence { get; init; }

    /// <summary>Gets its place in the user's log.</summary>
    public required long Position { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>Gets what was recalled for it, or null.</summary>
    public RecalledBlock? Recalled { get; init; }

    /// <summary>Gets what it says, by subject and slot; null for an episode.</summary>
    public Statement? Statement { get; init; }
}
