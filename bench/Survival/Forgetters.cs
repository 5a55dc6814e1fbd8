using Agents.Contracts;
using Agents.Memory.Projection;
using Agents.Memory.Retention;

namespace Agents.Bench.Survival;

/// <summary>The product's policy, and what it is held against.</summary>
internal static class Forgetters
{
    private static readonly TimeSpan DecayTime = TimeSpan.FromDays(30);

    /// <summary>What the product does.</summary>
    public static Forgetter Product(RetentionWeights weights) => (known, budget, now) =>
        RetentionPlanner.Plan(known, new RetentionPolicy { MemoriesMax = budget }, now, weights).Going
            .Select(choice => choice.Ordinal);

    /// <summary>What was used or made longest ago goes.</summary>
    public static Forgetter LeastRecentlyUsed { get; } =
        By((known, ordinal, _) => Math.Max(known.MadeAt(ordinal), known.Uses.LastOf(ordinal)));

    /// <summary>Exponential decay from the last use on, over so many days, and as many more with each use.</summary>
    public static Forgetter Decay { get; } = By((known, ordinal, now) =>
    {
        var last = Math.Max(known.MadeAt(ordinal), known.Uses.LastOf(ordinal));
        return -((now.UtcTicks - last) / (double)DecayTime.Ticks / (1 + known.Uses.CountOf(ordinal)));
    });

    /// <summary>Whatever chance has it.</summary>
    public static Forgetter Chance(int seed)
    {
        var random = new Random(seed);
        return By((_, _, _) => random.NextDouble());
    }

    private static Forgetter By(Func<MemoryProjection, int, DateTimeOffset, double> score) => (known, budget, now) =>
    {
        int[] left = [.. Enumerable.Range(0, known.Count).Where(ordinal => !known[ordinal].Archived)];
        return left.OrderBy(ordinal => score(known, ordinal, now)).ThenBy(ordinal => ordinal)
            .Take(left.Length - budget);
    };
}
