using Agents.Contracts;

namespace Agents.Memory.Extraction;

/// <summary>One thing that a turn says about someone or something, before it is held against what is known.</summary>
public sealed record Claim
{
    /// <summary>The subject of a claim about whoever speaks.</summary>
    public const string Speaker = "user";

    public required MemoryKind Kind { get; init; }

    /// <summary>Gets whom or what it is about: <see cref="Speaker"/>, or a name as the turn has it.</summary>
    public required string Subject { get; init; }

    /// <summary>Gets what of the subject it is about: a slot of <see cref="Slots"/>, or a noun as it was
    /// said.</summary>
    public required string Slot { get; init; }

    /// <summary>Gets what it says, in words of the turn.</summary>
    public required string Value { get; init; }

    public Polarity Polarity { get; init; }

    /// <summary>Gets where the turn says it.</summary>
    public required SourceSpan Span { get; init; }

    /// <summary>Gets the day, month or year that the turn names for it, or null.</summary>
    public StatedTime? When { get; init; }

    /// <summary>Gets a value indicating whether the slot has one value at a time, so that a later claim replaces
    /// it.</summary>
    public bool Functional { get; init; }

    /// <summary>Gets a value indicating whether it counts only where it ends something that is known, rests on
    /// something that is known, or is the reason of what counts: its slot is a guess then.</summary>
    public bool OnlyIfKnown { get; init; }

    /// <summary>Gets the clause that the turn gives as the reason ("because I work at Acme"), or null.</summary>
    public SourceSpan? Reason { get; init; }
}
