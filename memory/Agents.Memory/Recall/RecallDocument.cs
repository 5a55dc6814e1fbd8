using Agents.Contracts;

namespace Agents.Memory.Recall;

/// <summary>A memory as the index takes it in. The text is read, not kept.</summary>
public readonly record struct RecallDocument
{
    /// <summary>Gets the memory's id; unique among the documents of one index.</summary>
    public required string Id { get; init; }

    public required MemoryKind Kind { get; init; }

    /// <summary>Gets the role of the message, one of <see cref="MessageRoles"/>.</summary>
    public required string Role { get; init; }

    /// <summary>Gets who said it; the role's name where the client names nobody.</summary>
    public required string Author { get; init; }

    public string? Conversation { get; init; }

    public string? Agent { get; init; }

    /// <summary>Gets when it happened.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Gets when it was recorded.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    public required string Text { get; init; }

    /// <summary>Gets whether recall may return it. What we injected or made up ourselves is no evidence.</summary>
    /// <value>A document that is no evidence is neither indexed nor embedded; it only has its ordinal.</value>
    public required bool Evidence { get; init; }
}
