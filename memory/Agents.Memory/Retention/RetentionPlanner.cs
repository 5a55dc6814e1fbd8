using Agents.Contracts;
using Agents.Memory.Projection;

namespace Agents.Memory.Retention;

/// <summary>Says which memories a policy takes out of recall: a pure function of what is known, of the policy and of
/// the moment.</summary>
/// <remarks>
/// What recall may return counts; what was superseded, forgotten or put away does not. First goes what is older than
/// the policy allows and has no expiry of its own, then what is worth least, until the rest fits. What is pinned or
/// held counts and stays.
/// </remarks>
public static class RetentionPlanner
{
    public const string ByMemories = "memories_max";
    public const string ByBytes = "bytes_max";
    public const string ByAge = "expire_after_days";

    /// <summary>Counts what a policy counts.</summary>
    public static RetentionUsage Usage(MemoryProjection known, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(known);
        var (memories, bytes, exempt, archived) = (0, 0L, 0, 0);
        for (var ordinal = 0; ordinal < known.Count; ordinal++)
        {
            var header = known[ordinal];
            if (Counts(known, ordinal, now))
            {
                memories++;
                bytes += header.TextBytes;
                exempt += header.Exempt ? 1 : 0;
            }

            archived += header is { Archived: true, Forgotten: false } ? 1 : 0;
        }

        return new RetentionUsage { Memories = memories, Bytes = bytes, Exempt = exempt, Archived = archived };
    }

    /// <summary>Plans with the weights that the product ships.</summary>
    public static RetentionDraft Plan(MemoryProjection known, RetentionPolicy policy, DateTimeOffset now) =>
        Plan(known, policy, now, new RetentionWeights());

    /// <summary>Plans what leaves recall for the rest to fit.</summary>
    public static RetentionDraft Plan(
        MemoryProjection known, RetentionPolicy policy, DateTimeOffset now, RetentionWeights weights)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(weights);
        var usage = Usage(known, now);
        int[] free =
        [
            .. Enumerable.Range(0, known.Count)
                .Where(ordinal => !known[ordinal].Exempt && Counts(known, ordinal, now)),
        ];
        var going = new List<RetentionChoice>();
        var (left, bytes) = (usage.Memories, usage.Bytes);
        foreach (var ordinal in free.Where(ordinal => IsTooOld(known, ordinal, policy, now)))
        {
            going.Add(new RetentionChoice(ordinal, known.ActivationOf(ordinal, now), ByAge));
            (left, bytes) = (left - 1, bytes - known[ordinal].TextBytes);
        }

        if (left > policy.MemoriesMax || bytes > policy.BytesMax)
        {
            var old = going.Select(choice => choice.Ordinal).ToHashSet();
            foreach (var ordinal in Ranked(known, free.Where(ordinal => !old.Contains(ordinal)), now, weights))
            {
                var why = left > policy.MemoriesMax ? ByMemories : bytes > policy.BytesMax ? ByBytes : null;
                if (why is null)
                {
                    break;
                }

                going.Add(new RetentionChoice(ordinal, known.ActivationOf(ordinal, now), why));
                (left, bytes) = (left - 1, bytes - known[ordinal].TextBytes);
            }
        }

        return new RetentionDraft(usage, free.Length, going);
    }

    /// <summary>Tells whether a memory is older than the policy allows and has no expiry of its own.</summary>
    /// <remarks>From when it was recorded on: what is imported today was said long ago and is new to us.</remarks>
    private static bool IsTooOld(MemoryProjection known, int ordinal, RetentionPolicy policy, DateTimeOffset now) =>
        known[ordinal].ExpiresTicks == 0 && ExpiryOf(known, ordinal, policy) <= now;

    /// <summary>Gives when a memory is older than the policy allows; never where it sets no age.</summary>
    public static DateTimeOffset ExpiryOf(MemoryProjection known, int ordinal, RetentionPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(policy);
        var days = (policy.ExpireAfterDays ?? 0) * TimeSpan.TicksPerDay;
        var recorded = known.Index.RecordedAt(ordinal);
        return days > 0 && recorded < DateTimeOffset.MaxValue.UtcTicks - days
            ? new DateTimeOffset(recorded + days, TimeSpan.Zero)
            : DateTimeOffset.MaxValue;
    }

    private static bool Counts(MemoryProjection known, int ordinal, DateTimeOffset now) =>
        !known[ordinal].Erased && known.Index.IsEvidence(ordinal) && known.StateOf(ordinal, now) == MemoryState.Active;

    private static IEnumerable<int> Ranked(
        MemoryProjection known, IEnumerable<int> ordinals, DateTimeOffset now, RetentionWeights weights)
    {
        var scores = new RetentionScores(known, weights);
        return ordinals.Select(ordinal => (Ordinal: ordinal, Score: scores.Of(ordinal, now)))
            .OrderBy(one => one.Score)
            .ThenBy(one => known.Index[one.Ordinal].Id, StringComparer.Ordinal)
            .Select(one => one.Ordinal);
    }
}
