using Agents.Contracts;

namespace Agents.Grains.UserMemory;

/// <summary>The grains that a user's memory speaks to.</summary>
/// <param name="Owe">Tells consolidation that texts are owed.</param>
/// <param name="TenantPolicyAsync">Asks for the tenant's retention policy; null where there is none.</param>
internal sealed record UserMemoryNeighbours(
    Action Owe, Func<CancellationToken, Task<RetentionPolicy?>> TenantPolicyAsync);
