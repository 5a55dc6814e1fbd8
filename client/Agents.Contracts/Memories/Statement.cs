namespace Agents.Contracts;

/// <summary>What an item says, and since when and until when it holds.</summary>
public sealed record Statement
{
    /// <summary>Gets whom or what it is about: <c>user</c>, or a name.</summary>
    public required string Subject { get; init; }

    /// <summary>Gets what of the subject: <c>employer</c>, <c>favorite.color</c>, or a noun as it was said.</summary>
    public required string Slot { get; init; }

    public required string Value { get; init; }

    /// <summary>Gets <c>holds</c>, <c>ended</c> (it was so) or <c>negated</c> (it is not so).</summary>
    public required string Polarity { get; init; }

    /// <summary>Gets when it became so, in the world's time.</summary>
    public required DateTimeOffset ValidFrom { get; init; }

    /// <summary>Gets when it ceased to be so, or null while it holds.</summary>
    public DateTimeOffset? ValidTo { get; init; }

    /// <summary>Gets when we learnt that, or null.</summary>
    public DateTimeOffset? RetiredAt { get; init; }

    /// <summary>Gets the item that took its place or ended it, or null.</summary>
    public string? ReplacedBy { get; init; }

    /// <summary>Gets the items that say otherwise and are kept beside it.</summary>
    public required IReadOnlyList<string> Contradicts { get; init; }

    /// <summary>Gets the items that it rests on: when one of them ends, so does this.</summary>
    public required IReadOnlyList<string> RestsOn { get; init; }

    /// <summary>Gets how sure the extraction is, from 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>Gets how many turns say it.</summary>
    public int Said { get; init; }

    /// <summary>Gets the time of the first turn that says it; null where none is left.</summary>
    public DateTimeOffset? FirstSaid { get; init; }

    /// <summary>Gets the time of the last turn that says it; null where none is left.</summary>
    public DateTimeOffset? LastSaid { get; init; }

    /// <summary>Gets the items that speak of the same things, at most 10; null where a list or a report tells of
    /// it.</summary>
    public IReadOnlyList<string>? Related { get; init; }
}
