using Agents.Contracts;

namespace Agents.Grains.Abstractions;

/// <summary>One turn to append, with its id.</summary>
[GenerateSerializer, Immutable, Alias("agents.episode-input")]
public sealed record EpisodeInput
{
    /// <summary>Gets the episode's id and idempotency key, unique within the user.</summary>
    [Id(0)]
    public required string Id { get; init; }

    [Id(1)]
    public required string Role { get; init; }

    [Id(2)]
    public required string Author { get; init; }

    [Id(3)]
    public required string Text { get; init; }

    /// <summary>Gets when it was said, or null for the time of recording.</summary>
    [Id(4)]
    public DateTimeOffset? Time { get; init; }

    /// <summary>Gets a value indicating whether recall may return it. Offline answers are kept and never
    /// recalled.</summary>
    [Id(5)]
    public bool Evidence { get; init; } = true;

    /// <summary>Gets what was recalled for it, or null.</summary>
    [Id(6)]
    public RecalledBlock? Recalled { get; init; }
}
