namespace Agents.Contracts;

/// <summary>The policies that concern a user, what they count, and what they would do now.</summary>
public sealed record RetentionResponse
{
    /// <summary>Gets the user's own policy; null where there is none, and of a tenant.</summary>
    public RetentionPolicy? Policy { get; init; }

    /// <summary>Gets the tenant's policy; null where there is none.</summary>
    public RetentionPolicy? Tenant { get; init; }

    /// <summary>Gets the limits that count: of each the stricter one of the user's and the tenant's.</summary>
    public required RetentionPolicy Effective { get; init; }

    /// <summary>Gets what the user's memory holds; null of a tenant.</summary>
    public RetentionUsage? Usage { get; init; }

    /// <summary>Gets what the effective policy, or the one of a dry run, would do now; null of a tenant.</summary>
    public RetentionPlan? Plan { get; init; }
}
