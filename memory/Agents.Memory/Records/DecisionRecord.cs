using Agents.Contracts;

namespace Agents.Memory.Records;

/// <summary>The payload of a decision frame.</summary>
public sealed record DecisionRecord
{
    public required DecisionKind Kind { get; init; }

    /// <summary>Gets when it was decided.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets the sequence of the episode that it is about; 0 for an erasure. A sequence names no one, so it may
    /// outlive the episode.</summary>
    public long Subject { get; init; }

    /// <summary>Gets the new text of an edit.</summary>
    public string? Text { get; init; }

    /// <summary>Gets the expiry.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Gets the sequences of the frames that an erasure empties.</summary>
    public IReadOnlyList<long>? Sequences { get; init; }

    /// <summary>Gets the fingerprints of the ids of erased turns: enough to refuse them, too little to tell
    /// them.</summary>
    public IReadOnlyList<ulong>? ErasedIds { get; init; }

    /// <summary>Gets the fingerprints of the items that were erased by themselves: what was said before says them no
    /// more. No caller is told of them, since who guesses what an item says has its id.</summary>
    public IReadOnlyList<ulong>? ErasedItems { get; init; }

    /// <summary>Gets the frames of the texts that an erasure leaves to be read again: they say what an erased text was
    /// quoted for.</summary>
    public IReadOnlyList<long>? Reread { get; init; }

    /// <summary>Gets why an item that is retired no longer holds.</summary>
    public ItemStanding? Standing { get; init; }

    /// <summary>Gets when an item that is retired ceased to be so.</summary>
    public DateTimeOffset? ValidTo { get; init; }

    /// <summary>Gets the frame that an item was retired by, or the episode that is withdrawn as its source.</summary>
    public long? By { get; init; }

    /// <summary>Gets why a memory was put away.</summary>
    public string? Why { get; init; }

    /// <summary>Gets the user's retention policy; null where there is none any more.</summary>
    public RetentionPolicy? Policy { get; init; }
}
