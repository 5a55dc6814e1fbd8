using System.Text.Json.Serialization;
using Agents.Contracts;

namespace Agents.Memory.Records;

/// <summary>The payload of an episode frame: a turn as it was said. New fields are optional, so that older readers skip
/// them.</summary>
public sealed record EpisodeRecord
{
    public required string Id { get; init; }

    public required string Role { get; init; }

    public required string Author { get; init; }

    public required string Text { get; init; }

    /// <summary>Gets when it was said.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Gets when we learnt it.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    public string? Conversation { get; init; }

    public string? Agent { get; init; }

    /// <summary>Gets a value indicating whether recall may return it.</summary>
    public bool Evidence { get; init; } = true;

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>Gets what was recalled for it, or null.</summary>
    public RecalledBlock? Recalled { get; init; }

    /// <summary>Gets the fingerprint of what the caller sent under <see cref="Id"/>; the same id with another one is
    /// refused.</summary>
    public required ulong ContentHash { get; init; }

    /// <summary>Gets a value indicating whether reading what was written gives this record again: a text with half a
    /// surrogate pair does not.</summary>
    /// <remarks>Pairs are not told from halves here, since few texts have either.</remarks>
    [JsonIgnore]
    public bool IsWrittenAsIs => !HasSurrogates(Text) && !HasSurrogates(Id) && !HasSurrogates(Role)
        && !HasSurrogates(Author) && !HasSurrogates(Conversation) && !HasSurrogates(Agent);

    /// <summary>Gets the call's idempotency key, on the first episode of the call only.</summary>
    public IdempotencyMark? Idempotency { get; init; }

    private static bool HasSurrogates(string? text) => text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF');
}
