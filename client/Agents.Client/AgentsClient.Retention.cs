using Agents.Client.Memories;
using Agents.Contracts;

namespace Agents.Client;

/// <content>How much is kept, and for how long.</content>
public sealed partial class AgentsClient
{
    private const string Retention = "v1/retention";
    private const string TenantRetention = "v1/retention/tenant";

    /// <summary>Returns the policies that concern a user, what they count, and what they would do now.</summary>
    public Task<RetentionResponse> GetRetentionAsync(
        string? user = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<RetentionResponse>(HttpMethod.Get, RetentionPath(user), null, cancellationToken);

    /// <summary>Replaces the whole policy of a user, or says with <see cref="SetRetentionRequest.DryRun"/> what that
    /// would do. The policy is durable when this returns, and kept to in the background from then on; the plan says
    /// what that takes out of recall.</summary>
    /// <remarks>A policy without a limit is refused with <c>invalid_request</c> (400), one that would leave nothing
    /// with <c>policy_refused</c> (422). When a first answer was lost and the call was retried, the plan may say less
    /// than is archived.</remarks>
    public Task<RetentionResponse> SetRetentionAsync(
        SetRetentionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var filled = request with { User = request.User ?? _options.User };
        return _transport.SendAsync<RetentionResponse>(HttpMethod.Put, Retention, filled, cancellationToken);
    }

    /// <summary>Takes the policy of a user away; what it has archived stays so until it is restored.</summary>
    public Task<RetentionResponse> ClearRetentionAsync(
        string? user = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<RetentionResponse>(HttpMethod.Delete, RetentionPath(user), null, cancellationToken);

    /// <summary>Returns the policy of the tenant that the key belongs to.</summary>
    public Task<RetentionResponse> GetTenantRetentionAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync<RetentionResponse>(HttpMethod.Get, TenantRetention, null, cancellationToken);

    /// <summary>Replaces the whole policy of the tenant. The key needs the role operator.</summary>
    public Task<RetentionResponse> SetTenantRetentionAsync(
        RetentionPolicy policy, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return _transport.SendAsync<RetentionResponse>(HttpMethod.Put, TenantRetention, policy, cancellationToken);
    }

    /// <summary>Takes the policy of the tenant away. The key needs the role operator.</summary>
    public Task<RetentionResponse> ClearTenantRetentionAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync<RetentionResponse>(HttpMethod.Delete, TenantRetention, null, cancellationToken);

    private string RetentionPath(string? user) => MemoryPaths.WithQuery(Retention, ("user", user ?? _options.User));
}
