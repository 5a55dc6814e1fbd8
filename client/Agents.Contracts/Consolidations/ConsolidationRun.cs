namespace Agents.Contracts;

/// <summary>The report of a run: what it read, what came of it, why, and at what cost.</summary>
public sealed record ConsolidationRun
{
    /// <summary>Gets the id; null for a dry run, which leaves nothing behind.</summary>
    public string? Id { get; init; }

    public required ConsolidationState State { get; init; }

    /// <summary>Gets what started it: <c>idle</c> or <c>request</c>.</summary>
    public required string Trigger { get; init; }

    public required DateTimeOffset Started { get; init; }

    /// <summary>Gets when its last step was written; null while it runs.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Gets what read the turns, with its version.</summary>
    public string? Extractor { get; init; }

    /// <summary>Gets how many turns were read.</summary>
    public required int Texts { get; init; }

    /// <summary>Gets how many items were added.</summary>
    public required int Added { get; init; }

    /// <summary>Gets how often a known item was said again.</summary>
    public required int Repeated { get; init; }

    /// <summary>Gets how many items hold no longer because of what was added.</summary>
    public required int Retired { get; init; }

    /// <summary>Gets how many statements were read and not taken.</summary>
    public required int PassedOver { get; init; }

    /// <summary>Gets what it cost; null where no model was asked.</summary>
    public ConsolidationCost? Cost { get; init; }

    /// <summary>Gets what changed, in order; empty in a list of runs.</summary>
    /// <value>At most 1,000; <see cref="ChangesLeftOut"/> says how many more there are.</value>
    public IReadOnlyList<ConsolidationChange> Changes { get; init; } = [];

    public int ChangesLeftOut { get; init; }
}
