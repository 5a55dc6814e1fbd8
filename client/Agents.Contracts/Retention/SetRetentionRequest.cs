namespace Agents.Contracts;

/// <summary>A policy that takes the place of the one that stands; limits that are all null take it away.</summary>
public sealed record SetRetentionRequest
{
    /// <summary>Gets whose policy; else the user comes from the header.</summary>
    public string? User { get; init; }

    /// <inheritdoc cref="RetentionPolicy.MemoriesMax"/>
    public int? MemoriesMax { get; init; }

    /// <inheritdoc cref="RetentionPolicy.BytesMax"/>
    public long? BytesMax { get; init; }

    /// <inheritdoc cref="RetentionPolicy.ExpireAfterDays"/>
    public int? ExpireAfterDays { get; init; }

    /// <summary>Gets a value indicating whether nothing is to be stored: the answer is what the policy would
    /// do.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool DryRun { get; init; }
}
