namespace Agents.Grains.Abstractions;

/// <summary>Tells whether this silo may still speak for the users whose memory it has open.</summary>
/// <remarks>
/// A silo that was frozen or cut off may have been voted dead, and its users may live elsewhere by now. The storage
/// refuses its writes; nothing but this keeps it from answering questions from a memory that is no longer whole.
/// </remarks>
public interface ISiloStanding
{
    /// <summary>Gets a value indicating whether the silo was known to be one of its cluster a moment ago, less than
    /// others need to vote one dead.</summary>
    bool IsKnown { get; }
}
