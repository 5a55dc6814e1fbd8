using Agents.Contracts;
using Agents.Memory.Activation;

namespace Agents.Memory.Recall;

/// <summary>A question to the index. All filters narrow; a null or empty one does not.</summary>
public sealed record RecallQuery
{
    /// <summary>Gets the question as it was asked.</summary>
    public required string Text { get; init; }

    /// <summary>Gets the vector of <see cref="RecallIndex.QueryForEmbedding"/>; empty to rank by words alone.</summary>
    public ReadOnlyMemory<float> Vector { get; init; }

    /// <summary>Gets whether the model could not read the question; it is then ranked by words alone.</summary>
    public bool Unreadable { get; init; }

    /// <summary>Gets how many hits are wanted, at least 1.</summary>
    /// <value>The default is 10.</value>
    public int Limit { get; init; } = MemoryLimits.SearchLimitDefault;

    /// <summary>Gets the earliest event time, included.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Gets the latest event time, excluded.</summary>
    public DateTimeOffset? To { get; init; }

    public IReadOnlyList<MemoryKind>? Kinds { get; init; }

    public string? Conversation { get; init; }

    public string? Agent { get; init; }

    /// <summary>Gets the moment of asking, for recency.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Gets when memories were used, by ordinal; null where that is not to count.</summary>
    public UseTable? Uses { get; init; }

    /// <summary>Gets the memories to leave out, such as the turns that the prompt already holds.</summary>
    public IReadOnlyCollection<string> ExcludedIds { get; init; } = [];

    /// <summary>Gets vectors that were computed just now and are not in the index yet, packed, by ordinal; of each the
    /// first passage counts.</summary>
    public IReadOnlyDictionary<int, ReadOnlyMemory<byte>>? PendingVectors { get; init; }

    /// <summary>Gets the number of the hop, from 1, the question alone.</summary>
    public int Hop { get; init; } = 1;

    /// <summary>Gets the texts that the hops before this one read, as <see cref="RecallResult.Read"/> named
    /// them.</summary>
    public IReadOnlyList<string> Readouts { get; init; } = [];

    /// <summary>Gets a document to explain, whether it is a hit or not.</summary>
    public int? Explain { get; init; }
}
