using Agents.Contracts;
using Agents.Memory.Retention;

namespace Agents.Grains.UserMemory;

/// <summary>Reads requests to set a policy, of a user or of a tenant.</summary>
internal static class RetentionRequests
{
    /// <summary>Gives the policy that a request asks for; null where it limits nothing.</summary>
    public static RetentionPolicy? PolicyOf(SetRetentionRequest request)
    {
        var policy = new RetentionPolicy
        {
            MemoriesMax = request.MemoriesMax,
            BytesMax = request.BytesMax,
            ExpireAfterDays = request.ExpireAfterDays,
        };
        return RetentionPolicies.IsEmpty(policy) ? null : policy;
    }

    /// <summary>Refuses limits that no policy may have.</summary>
    public static MemoryError? Refuse(SetRetentionRequest request) =>
        Refuse(request.MemoriesMax, RetentionPlanner.ByMemories, 1, MemoryLimits.UserMemoriesMax)
        ?? Refuse(
            request.BytesMax,
            RetentionPlanner.ByBytes,
            MemoryLimits.RetentionBytesLeast,
            MemoryLimits.RetentionBytesMax)
        ?? Refuse(request.ExpireAfterDays, RetentionPlanner.ByAge, 1, MemoryLimits.RetentionDaysMax);

    private static MemoryError? Refuse(long? limit, string name, long least, long most) => limit switch
    {
        0 => new MemoryError(
            ErrorCodes.PolicyRefused,
            $"With {name} of 0 the policy would leave 0 memories; set it to {least} up to {most}, or erase the user "
            + "where that is meant.",
            name),
        { } value when value < least || value > most => new MemoryError(
            ErrorCodes.InvalidRequest, $"{name} is {value}; set it to {least} up to {most}.", name),
        _ => null,
    };
}
