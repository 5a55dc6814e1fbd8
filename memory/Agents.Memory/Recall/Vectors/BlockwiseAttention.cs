namespace Agents.Memory.Recall.Vectors;

/// <summary>Exact attention of one query over any number of rows, <c>softmax(beta * q k) v</c> with the rows as keys
/// and values: the reference that reads everything.</summary>
/// <remarks>
/// <para>One pass with a running maximum (online softmax: Milakov and Gimelshein, 2018), block by block in memory that
/// does not grow with the rows (Rabe and Staats, 2021; Dao et al., 2022). With stored patterns as keys and values this
/// is one update of a modern Hopfield network (Ramsauer et al., 2021).</para>
/// <para>All sums are doubles and run row by row in the order of reading, so the answer is the same bit for bit
/// whatever the size of a block, and however much a reader gives at a time.</para>
/// </remarks>
/// <param name="dimension">The components of a row.</param>
/// <param name="blockRows">The rows of a block.</param>
internal sealed class BlockwiseAttention(int dimension, int blockRows)
{
    private readonly int[] _ordinals = new int[blockRows];
    private readonly float[] _rows = new float[(long)blockRows * dimension];

    /// <summary>Reads the next rows.</summary>
    /// <param name="ordinals">Receives the ordinal of each row.</param>
    /// <param name="rows">Receives the rows, one after the other.</param>
    /// <returns>How many rows were read, at most as many as there are ordinals; 0 at the end.</returns>
    public delegate int RowReader(Span<int> ordinals, Span<float> rows);

    /// <summary>Attends to all rows of a reader.</summary>
    /// <param name="query">The query.</param>
    /// <param name="beta">The inverse temperature: 0 gives the mean of all rows, infinity is the best row alone and
    /// not allowed.</param>
    /// <param name="best">How many of the best rows to give.</param>
    /// <param name="reader">Gives the rows.</param>
    /// <exception cref="ArgumentException">The query has another dimension, beta is negative or not finite, or the
    /// query or a row is not finite.</exception>
    public AttentionReading Read(ReadOnlySpan<float> query, double beta, int best, RowReader reader)
    {
        if (query.Length != dimension || !(beta >= 0 && double.IsFinite(beta)))
        {
            throw new ArgumentException(
                $"Attention over {dimension} dimensions with beta at least 0 was asked for {query.Length} and {beta}.",
                nameof(query));
        }

        var rows = new BestRows(best);
        var readout = new double[dimension];
        var (largest, sum, count) = (double.NegativeInfinity, 0.0, 0L);
        for (var read = reader(_ordinals, _rows); read > 0; read = reader(_ordinals, _rows))
        {
            for (var i = 0; i < read; i++)
            {
                var row = _rows.AsSpan(i * dimension, dimension);
                var similarity = VectorMath.Dot(query, row);
                ThrowIfNotFinite(beta * similarity);
                rows.Offer(_ordinals[i], similarity);
                Add(row, beta * similarity, readout, ref largest, ref sum);
            }

            count += read;
        }

        for (var j = 0; j < readout.Length && sum > 0; j++)
        {
            readout[j] /= sum;
        }

        return new AttentionReading(rows.Rows.ToArray(), readout, largest + Math.Log(sum), count);
    }

    private static void ThrowIfNotFinite(double logit)
    {
        if (!double.IsFinite(logit))
        {
            throw new ArgumentException("The query or a row is not finite, or beta is too large.", nameof(logit));
        }
    }

    // What was summed up to here has exp(-largest) as a factor; a larger logit rescales it.
    private static void Add(
        ReadOnlySpan<float> row, double logit, Span<double> readout, ref double largest, ref double sum)
    {
        if (logit > largest)
        {
            var rescale = Math.Exp(largest - logit);
            sum *= rescale;
            for (var j = 0; j < readout.Length; j++)
            {
                readout[j] *= rescale;
            }

            largest = logit;
        }

        var weight = Math.Exp(logit - largest);
        sum += weight;
        for (var j = 0; j < readout.Length; j++)
        {
            readout[j] += weight * row[j];
        }
    }
}
