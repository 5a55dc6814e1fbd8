namespace Agents.Cli.Eval;

/// <summary>The chance that a positive scores above a negative; ties count half.</summary>
/// <remarks>The Mann-Whitney U statistic over mean ranks: AUROC = (R - n(n + 1) / 2) / (n m), with R the sum of the
/// ranks of the n positives among all n + m scores.</remarks>
internal static class Auroc
{
    /// <summary>Computes it; null where one side is empty.</summary>
    public static double? Of(IReadOnlyList<double> positives, IReadOnlyList<double> negatives)
    {
        if (positives.Count == 0 || negatives.Count == 0)
        {
            return null;
        }

        var scores = positives.Select(score => (score, Positive: true))
            .Concat(negatives.Select(score => (score, Positive: false)))
            .GroupBy(entry => entry.score)
            .OrderBy(group => group.Key);
        var (below, ranks) = (0, 0.0);
        foreach (var group in scores)
        {
            var size = group.Count();
            ranks += group.Count(entry => entry.Positive) * (below + ((size + 1) / 2.0));
            below += size;
        }

        double n = positives.Count;
        return (ranks - (n * (n + 1) / 2)) / (n * negatives.Count);
    }
}
