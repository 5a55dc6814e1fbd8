using Agents.Contracts;

namespace Agents.Memory.Records;

/// <summary>The payload of a consolidation frame, one step of a run: which texts are done with, and what came of
/// them.</summary>
/// <remarks>It names frames and quotes nothing, so it may outlive what it names: no text of a user stands in it.
/// </remarks>
public sealed record ConsolidationRecord
{
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets the frame of the run's first step, by which the run is known; 0 in that step itself.</summary>
    public long First { get; init; }

    /// <summary>Gets what started the run.</summary>
    public RunTrigger Trigger { get; init; }

    /// <summary>Gets what read the texts, with its version: <c>rules/1</c>.</summary>
    public string? Extractor { get; init; }

    /// <summary>Gets the frames of the texts that were read.</summary>
    public required IReadOnlyList<long> Done { get; init; }

    /// <summary>Gets the frames of the items that were added.</summary>
    public IReadOnlyList<long>? Added { get; init; }

    /// <summary>Gets the further places where known items were said again.</summary>
    public IReadOnlyList<SaidAgain>? Again { get; init; }

    /// <summary>Gets what was read and not taken.</summary>
    public IReadOnlyList<PassedOver>? PassedOver { get; init; }

    /// <summary>Gets what the step cost; null where no model was asked.</summary>
    public ConsolidationCost? Cost { get; init; }

    /// <summary>Gets how the run ended; null where it goes on.</summary>
    public RunEnd? End { get; init; }
}

/// <summary>A further source of an item.</summary>
/// <param name="Item">The item's frame.</param>
/// <param name="Source">Where it was said again.</param>
public sealed record SaidAgain(long Item, EpisodeSpan Source);

/// <summary>What was read and not taken.</summary>
/// <param name="Source">Where it stands; the whole text where that could not be read.</param>
/// <param name="Why">The reason, in words without a user's text.</param>
public sealed record PassedOver(EpisodeSpan Source, string Why);
