using Agents.Contracts;
using Agents.Grains.Abstractions;
using Agents.Memory.Records;
using Agents.Memory.Retention;

namespace Agents.Grains.UserMemory;

/// <summary>Tells and changes the retention policy of a user.</summary>
internal sealed class RetentionDesk(UserMemorySession session, UserMemoryServices services)
{
    private const int FirstMax = MemoryLimits.RetentionFirstMax;

    public async Task<MemoryResult<RetentionResponse>> GetAsync()
    {
        await session.Retention.AskTenantAsync();
        return Response(session.Projection.Policy, Plan(session.Retention.Effective));
    }

    public async Task<MemoryResult<RetentionResponse>> SetAsync(
        SetRetentionRequest request, CancellationToken cancellationToken)
    {
        if (RetentionRequests.Refuse(request) is { } invalid)
        {
            return invalid;
        }

        var policy = RetentionRequests.PolicyOf(request);
        await session.Retention.AskTenantAsync();
        await session.Decisions.WaitAsync(cancellationToken);
        try
        {
            var draft = Plan(RetentionPolicies.Stricter(policy, session.Retention.Tenant));
            if (policy is not null && draft.LeavesNothing)
            {
                return Refusal(draft);
            }

            if (request.DryRun)
            {
                return Response(policy, draft) with { Policy = session.Projection.Policy };
            }

            if (policy != session.Projection.Policy)
            {
                await session.Commits.AppendAsync([DecisionFrames.Of(new DecisionRecord
                {
                    Kind = DecisionKind.Retain,
                    At = services.Clock.GetUtcNow(),
                    Policy = policy,
                })]);
            }

            session.Retention.ConsiderAtOnce();
            return Response(policy, draft);
        }
        finally
        {
            session.Decisions.Release();
        }
    }

    // The keeper carries out no plan that leaves nothing.
    private static IReadOnlyList<RetentionChoice> Going(RetentionDraft draft) => draft.LeavesNothing ? [] : draft.Going;

    private RetentionDraft Plan(RetentionPolicy policy) =>
        RetentionPlanner.Plan(session.Projection, policy, services.Clock.GetUtcNow());

    private RetentionResponse Response(RetentionPolicy? policy, RetentionDraft draft)
    {
        var going = Going(draft);
        var expire = going.Count(choice => choice.Why == RetentionPlanner.ByAge);
        return new RetentionResponse
        {
            Policy = policy,
            Tenant = session.Retention.Tenant,
            Effective = RetentionPolicies.Stricter(policy, session.Retention.Tenant),
            Usage = draft.Usage,
            Plan = new RetentionPlan
            {
                Archive = going.Count - expire,
                Expire = expire,
                Keep = draft.Usage.Memories - going.Count,
                First =
                [
                    .. going.Take(FirstMax).Select(choice => new RetentionCandidate(
                        session.Projection.Index[choice.Ordinal].Id, choice.Activation, choice.Why)),
                ],
            },
        };
    }

    private static MemoryError Refusal(RetentionDraft draft) => new(
        ErrorCodes.PolicyRefused,
        $"The policy would leave 0 of the {draft.Free} memories that it may touch, and {draft.Usage.Exempt} that are "
        + "pinned or held; raise the limit, or erase the user where that is meant.",
        draft.Going[^1].Why);
}
