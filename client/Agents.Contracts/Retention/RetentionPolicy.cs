namespace Agents.Contracts;

/// <summary>How much is kept, and for how long. A limit that is null does not limit.</summary>
/// <remarks>What is pinned or held is exempt: it is neither archived nor expired, and it counts towards the
/// limits.</remarks>
public sealed record RetentionPolicy
{
    /// <summary>Gets how many memories may stay in recall; the least active beyond that are archived.</summary>
    /// <value>1 to 1,000,000.</value>
    public int? MemoriesMax { get; init; }

    /// <summary>Gets how many bytes of text, in UTF-8, may stay in recall; the least active beyond that are
    /// archived.</summary>
    /// <value>1,024 to 1,099,511,627,776.</value>
    public long? BytesMax { get; init; }

    /// <summary>Gets how many days after it was recorded a memory expires that has no expiry of its own.</summary>
    /// <value>1 to 36,500.</value>
    public int? ExpireAfterDays { get; init; }
}
