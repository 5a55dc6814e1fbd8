using Agents.Memory.Records;

namespace Agents.Memory.Consolidation;

/// <summary>An item that is to be made of several places: a summary or a habit.</summary>
public abstract class OwedDigest
{
    /// <summary>Gets the turns, by their ordinals, whose texts it is made of.</summary>
    public IReadOnlyList<int> Turns { get; internal init; } = [];

    /// <summary>Gets further places of one that is known; it is not made anew then.</summary>
    public IReadOnlyList<SaidAgain> Again { get; internal init; } = [];

    /// <summary>Makes it, or gives null where it only grows.</summary>
    /// <param name="texts">The texts of <see cref="Turns"/>.</param>
    /// <param name="now">When it is recorded.</param>
    /// <param name="choices">What was chosen of drafts, by their ids.</param>
    public abstract ItemRecord? Make(
        IReadOnlyList<SourceText> texts, DateTimeOffset now, IReadOnlyDictionary<string, SummaryChoice> choices);

    /// <summary>Gives what it may be made of, or null where there is nothing to choose.</summary>
    /// <param name="texts">The texts of <see cref="Turns"/>.</param>
    public virtual SummaryDraft? Draft(IReadOnlyList<SourceText> texts) => null;
}
