namespace Agents.Contracts;

/// <summary>One thing that a run did, with its reason.</summary>
public sealed record ConsolidationChange
{
    /// <summary>Gets what was done: <c>added</c>, <c>superseded</c>, <c>retired</c>, <c>repeated</c>, or
    /// <c>passed_over</c> for a statement that was not taken.</summary>
    public required string Change { get; init; }

    /// <summary>Gets the item; null where it was not taken, or is erased by now.</summary>
    public string? Id { get; init; }

    public MemoryKind? Kind { get; init; }

    /// <summary>Gets the item's text; null where it is erased by now.</summary>
    public string? Text { get; init; }

    /// <summary>Gets what the item says; null where it is erased by now.</summary>
    public Statement? Statement { get; init; }

    /// <summary>Gets why: what ended it, or why it was not taken.</summary>
    public string? Why { get; init; }

    /// <summary>Gets the item that ended this one.</summary>
    public string? By { get; init; }

    /// <summary>Gets the turn that says it.</summary>
    public string? Source { get; init; }

    /// <summary>Gets where the turn says it.</summary>
    public SourceSpan? Span { get; init; }
}
