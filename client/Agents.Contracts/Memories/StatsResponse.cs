namespace Agents.Contracts;

/// <summary>A user's memory in numbers.</summary>
public sealed record StatsResponse
{
    /// <summary>Gets how many memories there are of each kind.</summary>
    public required IReadOnlyDictionary<string, long> Kinds { get; init; }

    /// <summary>Gets how many memories are in each state.</summary>
    public required IReadOnlyDictionary<string, long> States { get; init; }

    public required long Bytes { get; init; }

    public required LogPositions Positions { get; init; }

    /// <summary>Gets how many memories still wait for their vectors.</summary>
    public required int Pending { get; init; }
}
