namespace Agents.Contracts;

/// <summary>What was recalled for a turn: enough to give the same block again, and to tell that it is so.</summary>
public sealed record RecalledBlock
{
    /// <summary>Gets the position of the log that was recalled from.</summary>
    public required long Position { get; init; }

    /// <summary>Gets when.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets the memories of the block, best first.</summary>
    public required IReadOnlyList<string> Ids { get; init; }

    public required int BudgetTokens { get; init; }

    public required RecallOrder Order { get; init; }

    /// <summary>Gets the SHA-256 of the block in UTF-8, as lower-case hexadecimal digits.</summary>
    public required string Hash { get; init; }
}
