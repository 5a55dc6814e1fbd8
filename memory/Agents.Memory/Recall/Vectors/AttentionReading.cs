namespace Agents.Memory.Recall.Vectors;

/// <summary>What attention over all rows gives.</summary>
/// <param name="Best">The rows with the largest similarities, the best first; among equals the lower ordinal.</param>
/// <param name="Readout">The sum of the rows, each weighted by the softmax of its similarity; zeros without
/// rows.</param>
/// <param name="LogSumExp">The logarithm of the softmax's denominator: a row's weight is <c>exp(beta * similarity -
/// LogSumExp)</c>. Negative infinity without rows.</param>
/// <param name="Rows">How many rows were read.</param>
internal sealed record AttentionReading(
    (int Ordinal, double Similarity)[] Best, double[] Readout, double LogSumExp, long Rows);
