using Agents.Contracts;

namespace Agents.Grains.Abstractions;

/// <summary>Keeps the retention policy of a tenant. The key is <see cref="IScopeKeys.KeyOf"/> of the tenant and the
/// empty user, which no user can have.</summary>
/// <remarks>Durability: a result without an error means that the policy is durable. Idempotency: setting the same
/// policy again changes nothing. Cancellation: a cancelled call may have taken effect.</remarks>
[Alias("agents.tenant-retention")]
public interface ITenantRetentionGrain : IGrainWithStringKey
{
    /// <summary>Returns the tenant's policy, without usage and plan.</summary>
    [Alias("get")]
    Task<MemoryResult<RetentionResponse>> GetAsync(string tenant, CancellationToken cancellationToken);

    /// <summary>Puts a policy in the place of the tenant's; one without limits takes it away.</summary>
    /// <remarks>Errors: <c>policy_refused</c>, <c>storage_full</c>, <c>storage_unavailable</c>.</remarks>
    [Alias("set")]
    Task<MemoryResult<RetentionResponse>> SetAsync(
        string tenant, SetRetentionRequest request, CancellationToken cancellationToken);
}
