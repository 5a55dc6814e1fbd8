namespace Agents.Grains.Abstractions;

/// <summary>Turns to append as one atomic group.</summary>
[GenerateSerializer, Immutable, Alias("agents.append-request")]
public sealed record AppendRequest
{
    [Id(0)]
    public required IReadOnlyList<EpisodeInput> Episodes { get; init; }

    [Id(1)]
    public string? Conversation { get; init; }

    [Id(2)]
    public string? Agent { get; init; }

    [Id(3)]
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>Gets the key that covers the whole call: repeated with the same content it returns the first
    /// receipts.</summary>
    [Id(4)]
    public string? IdempotencyKey { get; init; }
}
