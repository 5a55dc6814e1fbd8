using Agents.Contracts;
using Agents.Memory.Extraction;

namespace Agents.Memory.Records;

/// <summary>The payload of an item frame: one thing that an episode says, resolved against what was known. New fields
/// are optional, so that older readers skip them.</summary>
/// <remarks>Its effects on other items stand in the same frame, so no crash can separate the two.</remarks>
public sealed record ItemRecord
{
    public required string Id { get; init; }

    public required MemoryKind Kind { get; init; }

    /// <summary>Gets whom or what it is about; <see cref="Claim.Speaker"/>, or a name.</summary>
    public required string Subject { get; init; }

    public required string Slot { get; init; }

    public required string Value { get; init; }

    public Polarity Polarity { get; init; }

    /// <summary>Gets the quoted span: what recall shows.</summary>
    public required string Text { get; init; }

    /// <summary>Gets when it happened or became so: what was said, else when it was said.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Gets the time as it was said, or null.</summary>
    public string? When { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required string Author { get; init; }

    public required string Role { get; init; }

    public string? Conversation { get; init; }

    public string? Agent { get; init; }

    /// <summary>Gets the episode that it was taken from.</summary>
    public required EpisodeSpan Source { get; init; }

    /// <summary>Gets the further places that its text is made of; null for what is one span. Where it is not null,
    /// nothing of the item outlives any of its sources.</summary>
    public IReadOnlyList<EpisodeSpan>? Further { get; init; }

    /// <summary>Gets a value indicating whether it replaces and is replaced.</summary>
    public bool Functional { get; init; }

    /// <summary>Gets the items that it takes the place of.</summary>
    public IReadOnlyList<long>? Replaces { get; init; }

    /// <summary>Gets the item that holds in its place although this one was learnt later: it tells of an earlier
    /// time.</summary>
    public long? ReplacedBy { get; init; }

    /// <summary>Gets the items that it contradicts without taking their place.</summary>
    public IReadOnlyList<long>? Contradicts { get; init; }

    /// <summary>Gets the items that it rests on: when one of them ends, so does this. They are all of earlier frames,
    /// so
    /// there is no cycle.</summary>
    public IReadOnlyList<long>? RestsOn { get; init; }

    /// <summary>Gets how sure the extraction is, from 0 to 1.</summary>
    public double Confidence { get; init; } = 1;

    /// <summary>Gets what took it from the episode, with its version: <c>rules/1</c>.</summary>
    public required string Extractor { get; init; }
}
