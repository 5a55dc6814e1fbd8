using System.Diagnostics;
using Agents.Contracts;
using Agents.Grains.Abstractions;
using Agents.Grains.UserMemory;
using Agents.Memory.Log;
using Agents.Memory.Records;
using Agents.Memory.Retention;

namespace Agents.Grains.Retention;

/// <summary>Keeps the retention policy of a tenant in a log of its own.</summary>
/// <remarks>The log is made with the first policy. After a failure the activation ends, and the next one reads the log
/// again: that is where truth is established.</remarks>
internal sealed class TenantRetentionGrain(UserMemoryServices services) : Grain, ITenantRetentionGrain
{
    private IMemoryLog? _log;
    private RetentionPolicy? _policy;

    public Task<MemoryResult<RetentionResponse>> GetAsync(string tenant, CancellationToken cancellationToken) =>
        RunAsync(tenant, _ => Task.FromResult(_policy), cancellationToken);

    public Task<MemoryResult<RetentionResponse>> SetAsync(
        string tenant, SetRetentionRequest request, CancellationToken cancellationToken) =>
        RetentionRequests.Refuse(request) is { } refused
            ? Task.FromResult<MemoryResult<RetentionResponse>>(refused)
            : RunAsync(tenant, log => SetAsync(log, request), cancellationToken);

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_log is { } log)
        {
            _log = null;
            await log.DisposeAsync();
        }
    }

    private async Task<RetentionPolicy?> SetAsync(IMemoryLog log, SetRetentionRequest request)
    {
        var policy = RetentionRequests.PolicyOf(request);
        if (policy == _policy || request.DryRun)
        {
            return policy;
        }

        var decision = new DecisionRecord
        {
            Kind = DecisionKind.Retain,
            At = services.Clock.GetUtcNow(),
            Policy = policy,
        };
        await log.AppendAsync(log.Position, [DecisionFrames.Of(decision)], CancellationToken.None);
        return _policy = policy;
    }

    private async Task<MemoryResult<RetentionResponse>> RunAsync(
        string tenant, Func<IMemoryLog, Task<RetentionPolicy?>> operation, CancellationToken cancellationToken)
    {
        var scope = TenantScopes.Of(tenant);
        if (services.Keys.NameOf(scope) != this.GetPrimaryKeyString())
        {
            throw new UnreachableException("The tenant is not the one that this grain is named for.");
        }

        try
        {
            var policy = await operation(_log ??= await OpenAsync(scope, cancellationToken));
            services.EnsureInStanding();
            return new RetentionResponse { Tenant = policy, Effective = RetentionPolicies.Stricter(policy, null) };
        }
        catch (LogUnavailableException error)
        {
            return Drop(error.Full ? ErrorCodes.StorageFull : ErrorCodes.StorageUnavailable, error.Message);
        }
        catch (LogConflictException)
        {
            return new MemoryResult<RetentionResponse>
            {
                Error = Drop(
                    ErrorCodes.StorageUnavailable,
                    "Another silo took this tenant over while the call ran; send it again."),
                Moved = true,
            };
        }
        catch (LogDamagedException error)
        {
            return Drop(ErrorCodes.LogDamaged, error.Message);
        }
    }

    private MemoryError Drop(string code, string message)
    {
        DeactivateOnIdle();
        return new MemoryError(code, message);
    }

    private async Task<IMemoryLog> OpenAsync(MemoryScope scope, CancellationToken cancellationToken)
    {
        // One that was voted dead would take the log from the silo that has it now, and tell an old policy.
        services.EnsureInStanding();
        var log = await services.Logs.OpenAsync(scope, cancellationToken);
        try
        {
            services.EnsureInStanding();
            RetentionPolicy? policy = null;
            await foreach (var frame in log.ReadAsync(0, cancellationToken))
            {
                policy = frame is { Type: FrameType.Decision, Erased: false }
                    && RecordJson.DecodeDecision(frame.Payload.Span) is { Kind: DecisionKind.Retain } decision
                    ? decision.Policy
                    : policy;
            }

            _policy = policy;
            return log;
        }
        catch
        {
            await log.DisposeAsync();
            throw;
        }
    }
}
