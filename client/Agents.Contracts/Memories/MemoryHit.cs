namespace Agents.Contracts;

/// <summary>One memory that was found, with the reason.</summary>
public sealed record MemoryHit
{
    public required string Id { get; init; }

    public required MemoryKind Kind { get; init; }

    public required string Text { get; init; }

    public required string Author { get; init; }

    public required string Role { get; init; }

    public string? Conversation { get; init; }

    /// <summary>Gets the event time.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Gets the fused score: the sum of <see cref="Signals"/>, in standard deviations. Only its order means
    /// anything.</summary>
    public required double Score { get; init; }

    /// <summary>Gets how sure recall is that this memory bears on the question, 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>Gets the contribution of each signal to <see cref="Score"/>, by the signal's name.</summary>
    public required IReadOnlyDictionary<string, double> Signals { get; init; }

    public required MemorySource Source { get; init; }
}
