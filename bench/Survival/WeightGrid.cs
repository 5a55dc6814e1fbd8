using Agents.Memory.Retention;

namespace Agents.Bench.Survival;

/// <summary>Weights to choose from, coarse.</summary>
internal static class WeightGrid
{
    /// <summary>Gets weights that leave activation alone.</summary>
    public static RetentionWeights None { get; } = new()
    {
        Rarity = 0,
        Answer = 0,
        Time = 0,
        FirstPerson = 0,
        Item = 0,
        Wanted = 0,
        Secondhand = 0,
    };

    /// <summary>Gives weights with one of those taken out that these conversations have a use for.</summary>
    public static IEnumerable<(string Name, RetentionWeights Weights)> Without(RetentionWeights weights) =>
    [
        ("rarity", weights with { Rarity = 0 }),
        ("answer", weights with { Answer = 0 }),
        ("time", weights with { Time = 0 }),
        ("first person", weights with { FirstPerson = 0 }),
    ];

    /// <summary>Gives all combinations.</summary>
    public static IEnumerable<RetentionWeights> All() =>
        from rarity in new double[] { 2, 4, 8, 16 }
        from answer in new double[] { 0, 4, 8, 16 }
        from time in new double[] { 0, 2, 4, 8 }
        from first in new double[] { 0, 2, 4 }
        select new RetentionWeights { Rarity = rarity, Answer = answer, Time = time, FirstPerson = first };
}
