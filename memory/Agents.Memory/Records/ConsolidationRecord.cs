namespace Agents.Memory.Records;

/// <summary>The payload of a consolidation frame: which episodes are done with, and what they added to items that were
/// known.</summary>
public sealed record ConsolidationRecord
{
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets the run that did it.</summary>
    public required string Run { get; init; }

    /// <summary>Gets the frames of the texts that were read.</summary>
    public required IReadOnlyList<long> Done { get; init; }

    /// <summary>Gets the further places where known items were said again.</summary>
    public IReadOnlyList<SaidAgain>? Again { get; init; }
}

/// <summary>A further source of an item.</summary>
/// <param name="Item">The item's frame.</param>
/// <param name="Source">Where it was said again.</param>
public sealed record SaidAgain(long Item, EpisodeSpan Source);
