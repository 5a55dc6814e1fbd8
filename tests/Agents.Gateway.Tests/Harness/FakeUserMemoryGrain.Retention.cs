using Agents.Contracts;
using Agents.Grains.Abstractions;

namespace Agents.Gateway.Tests.Harness;

/// <content>Retention by the order of recording: what was said first goes first.</content>
internal sealed partial class FakeUserMemoryGrain
{
    private RetentionPolicy? _policy;

    public static RetentionPolicy? PolicyOf(SetRetentionRequest request) =>
        request is { MemoriesMax: null, BytesMax: null, ExpireAfterDays: null }
            ? null
            : new RetentionPolicy
            {
                MemoriesMax = request.MemoriesMax,
                BytesMax = request.BytesMax,
                ExpireAfterDays = request.ExpireAfterDays,
            };

    public async Task<MemoryResult<RetentionResponse>> RetentionAsync(
        MemoryScope scope, CancellationToken cancellationToken)
    {
        await memory.BeforeCallAsync("retention", cancellationToken);
        return memory.Error is { } error ? error : Respond(scope, _policy);
    }

    public async Task<MemoryResult<RetentionResponse>> SetRetentionAsync(
        MemoryScope scope, SetRetentionRequest request, CancellationToken cancellationToken)
    {
        await memory.BeforeCallAsync("set-retention", cancellationToken);
        var wanted = PolicyOf(request);
        var going = Going(Effective(scope, wanted));
        if (memory.Error is { } error)
        {
            return error;
        }

        if (going.Length > 0 && going.Length == Items.Count(item => item.State == MemoryState.Active))
        {
            return new MemoryError(
                ErrorCodes.PolicyRefused, "The policy would leave no memory; raise 'bytes_max'.", "bytes_max");
        }

        if (request.DryRun)
        {
            return Respond(scope, wanted) with { Policy = _policy };
        }

        _policy = wanted;
        foreach (var item in going)
        {
            Change(item.Id, known => known with { State = MemoryState.Archived }, "archived");
        }

        return Respond(scope, _policy);
    }

    private RetentionResponse Respond(MemoryScope scope, RetentionPolicy? policy)
    {
        var effective = Effective(scope, policy);
        var active = Items.Where(item => item.State == MemoryState.Active).ToArray();
        var going = Going(effective);
        return new RetentionResponse
        {
            Policy = policy,
            Tenant = memory.PolicyOf(scope.Tenant),
            Effective = effective,
            Usage = new RetentionUsage
            {
                Memories = active.Length,
                Bytes = active.Sum(item => (long)item.Text.Length),
                Exempt = active.Count(IsExempt),
                Archived = Items.Count(item => item.State == MemoryState.Archived),
            },
            Plan = new RetentionPlan
            {
                Archive = going.Length,
                Expire = 0,
                Keep = active.Length - going.Length,
                First = [.. going.Take(MemoryLimits.RetentionFirstMax)
                    .Select(item => new RetentionCandidate(item.Id, item.Position, "memories_max"))],
            },
        };
    }

    private RetentionPolicy Effective(MemoryScope scope, RetentionPolicy? policy)
    {
        var tenant = memory.PolicyOf(scope.Tenant);
        return new RetentionPolicy
        {
            MemoriesMax = Least(policy?.MemoriesMax, tenant?.MemoriesMax),
            BytesMax = Least(policy?.BytesMax, tenant?.BytesMax),
            ExpireAfterDays = Least(policy?.ExpireAfterDays, tenant?.ExpireAfterDays),
        };
    }

    private static T? Least<T>(T? one, T? other)
        where T : struct => new[] { one, other }.Min();

    private MemoryItem[] Going(RetentionPolicy policy)
    {
        var active = Items.Where(item => item.State == MemoryState.Active).ToArray();
        var (count, bytes) = (active.Length, active.Sum(item => (long)item.Text.Length));
        List<MemoryItem> going = [];
        foreach (var item in active.Where(item => !IsExempt(item)))
        {
            if (count <= (policy.MemoriesMax ?? int.MaxValue) && bytes <= (policy.BytesMax ?? long.MaxValue))
            {
                break;
            }

            going.Add(item);
            (count, bytes) = (count - 1, bytes - item.Text.Length);
        }

        return [.. going];
    }

    private static bool IsExempt(MemoryItem item) => item.Pinned || item.Held;

    private bool IsHeld(string id) => Items.Any(item => item.Id == id && item.Held);

    private static MemoryError HoldOf(string id) => new(
        ErrorCodes.Held, $"The memory '{id}' is held; release it first with held: false.", "id");
}
