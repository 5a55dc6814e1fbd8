namespace Agents.Bench.Statistics;

/// <summary>Order statistics of samples.</summary>
internal static class Quantiles
{
    public static double Median(IEnumerable<double> samples) => Of(samples, 0.5);

    /// <summary>Returns the smallest sample that at least the share <paramref name="q"/> of them does not
    /// exceed.</summary>
    /// <exception cref="ArgumentException">There is no sample.</exception>
    public static double Of(IEnumerable<double> samples, double q)
    {
        double[] sorted = [.. samples.Order()];
        return sorted.Length > 0
            ? sorted[Math.Clamp((int)Math.Ceiling(q * sorted.Length) - 1, 0, sorted.Length - 1)]
            : throw new ArgumentException("A quantile needs at least one sample.", nameof(samples));
    }
}
