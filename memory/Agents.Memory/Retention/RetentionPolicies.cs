using Agents.Contracts;

namespace Agents.Memory.Retention;

/// <summary>What policies mean together.</summary>
public static class RetentionPolicies
{
    private const int SlackShare = 16;

    /// <summary>Gives what a limit may be passed by to before anything goes: a sixteenth more, so that not every turn
    /// costs a decision.</summary>
    public static long WithSlack(long limit) => limit + (limit / SlackShare);

    /// <summary>Tells whether a policy limits nothing.</summary>
    public static bool IsEmpty(RetentionPolicy policy) =>
        policy is { MemoriesMax: null, BytesMax: null, ExpireAfterDays: null };

    /// <summary>Gives the stricter of two policies, limit by limit.</summary>
    public static RetentionPolicy Stricter(RetentionPolicy? one, RetentionPolicy? other) => new()
    {
        MemoriesMax = Least(one?.MemoriesMax, other?.MemoriesMax),
        BytesMax = Least(one?.BytesMax, other?.BytesMax),
        ExpireAfterDays = Least(one?.ExpireAfterDays, other?.ExpireAfterDays),
    };

    private static T? Least<T>(T? one, T? other)
        where T : struct, IComparable<T> =>
        one is not { } first ? other
        : other is not { } second ? one
        : first.CompareTo(second) <= 0 ? first : second;
}
