namespace Agents.Contracts;

/// <summary>A question to a user's memory. All filters narrow; a null filter does not.</summary>
public record SearchRequest
{
    public string? User { get; init; }

    /// <summary>Gets the question, at most <see cref="MemoryLimits.QueryBytesMax"/> bytes of UTF-8.</summary>
    public required string Query { get; init; }

    /// <summary>Gets how many hits are wanted.</summary>
    /// <value>The default is 10, at most 200.</value>
    public int? Limit { get; init; }

    /// <summary>Gets the earliest event time, included.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Gets the latest event time, excluded.</summary>
    public DateTimeOffset? To { get; init; }

    public IReadOnlyList<MemoryKind>? Kinds { get; init; }

    public string? Conversation { get; init; }

    public string? Agent { get; init; }

    /// <summary>Gets the moment to answer as of: memory as it was known then, but for what was erased since. It costs
    /// a fold of the log.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>Gets the moment of the world to answer for: items that held then, and what was said by then. It costs a
    /// fold of the log.</summary>
    public DateTimeOffset? ValidAt { get; init; }
}
