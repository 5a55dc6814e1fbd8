namespace Agents.Contracts;

/// <summary>Changes to one memory; what is null stays.</summary>
public sealed record EditRequest
{
    public string? User { get; init; }

    /// <summary>Gets the new text; the original stays in the history.</summary>
    public string? Content { get; init; }

    public bool? Pinned { get; init; }

    public DateTimeOffset? Expires { get; init; }
}
