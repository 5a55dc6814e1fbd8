using System.Globalization;

namespace Agents.Cli.Eval;

/// <summary>Measures of one ranked list against its evidence.</summary>
/// <remarks>
/// recall@k is the share of the evidence among the first k. mrr is 1 over the rank of the first piece of evidence, 0
/// without one. recall@Bw is the share of the evidence among the longest run of first units that fits into B words.
/// </remarks>
internal static class RankMeasures
{
    public const string Mrr = "mrr";

    public static string RecallAt(int k) => string.Create(CultureInfo.InvariantCulture, $"recall@{k}");

    public static string RecallWithin(int words) => string.Create(CultureInfo.InvariantCulture, $"recall@{words}w");

    /// <summary>Computes the measures for one question with evidence.</summary>
    public static Dictionary<string, double> Of(Answer answer, IReadOnlyList<int> depths, IReadOnlyList<int> budgets)
    {
        var gold = answer.Question.Gold.ToHashSet();
        var measures = depths.ToDictionary(RecallAt, depth => Recall(answer.Retrieved.Take(depth), gold));
        var first = BestRank(answer.Retrieved, gold);
        measures[Mrr] = first == int.MaxValue ? 0 : 1.0 / first;
        foreach (var budget in budgets)
        {
            measures[RecallWithin(budget)] = Recall(answer.Retrieved.Take(CountWithin(answer.Words, budget)), gold);
        }

        return measures;
    }

    /// <summary>The rank of the first of some ids, from 1; <see cref="int.MaxValue"/> where none was found.</summary>
    public static int BestRank(IReadOnlyList<string> retrieved, IReadOnlyCollection<string> ids)
    {
        var ranks = retrieved.Select((id, index) => ids.Contains(id) ? index + 1 : int.MaxValue);
        return ranks.FirstOrDefault(rank => rank < int.MaxValue, int.MaxValue);
    }

    // The first unit that does not fit ends the run, even if a later and shorter one would.
    private static int CountWithin(IReadOnlyList<int> words, int budget)
    {
        var (count, total) = (0, 0L);
        while (count < words.Count && total + words[count] <= budget)
        {
            total += words[count++];
        }

        return count;
    }

    private static double Recall(IEnumerable<string> retrieved, HashSet<string> gold) =>
        (double)retrieved.Where(gold.Contains).Distinct().Count() / gold.Count;
}
