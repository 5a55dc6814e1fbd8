namespace Agents.Contracts;

/// <summary>A block of memories that fits a prompt.</summary>
public sealed record RecallResponse
{
    /// <summary>Gets the block; empty when nothing is relevant.</summary>
    public required string Context { get; init; }

    /// <summary>Gets the block's tokens, counted with the o200k tokenizer.</summary>
    public required int Tokens { get; init; }

    /// <summary>Gets a value indicating whether memory is likely to hold an answer.</summary>
    public required bool Answerable { get; init; }

    /// <summary>Gets the memories of the block, best first.</summary>
    public required IReadOnlyList<MemoryHit> Hits { get; init; }

    public required IReadOnlyList<LeftOutMemory> LeftOut { get; init; }

    public required int Pending { get; init; }

    public required IReadOnlyList<string> Skipped { get; init; }

    /// <summary>Gets the position of the log that was recalled from.</summary>
    public long Position { get; init; }

    /// <summary>Gets the moment that was recalled as of.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Gets the SHA-256 of the block in UTF-8, as lower-case hexadecimal digits.</summary>
    public string Hash { get; init; } = string.Empty;
}
