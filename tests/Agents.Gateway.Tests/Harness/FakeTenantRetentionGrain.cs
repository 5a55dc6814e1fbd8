using Agents.Contracts;
using Agents.Grains.Abstractions;

namespace Agents.Gateway.Tests.Harness;

/// <summary>A tenant's policy in a field.</summary>
internal sealed class FakeTenantRetentionGrain(FakeMemory memory) : ITenantRetentionGrain
{
    public RetentionPolicy? Policy { get; private set; }

    public async Task<MemoryResult<RetentionResponse>> GetAsync(string tenant, CancellationToken cancellationToken)
    {
        await memory.BeforeCallAsync("tenant-retention", cancellationToken);
        return memory.Error is { } error
            ? error : new RetentionResponse { Tenant = Policy, Effective = Policy ?? new RetentionPolicy() };
    }

    public async Task<MemoryResult<RetentionResponse>> SetAsync(
        string tenant, SetRetentionRequest request, CancellationToken cancellationToken)
    {
        Policy = FakeUserMemoryGrain.PolicyOf(request);
        return await GetAsync(tenant, cancellationToken);
    }
}
