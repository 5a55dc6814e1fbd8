namespace Agents.Memory.Recall.Vectors;

/// <summary>Finds the centroid that is nearest to a row.</summary>
/// <remarks>In integers but for one product a centroid, so that every machine assigns alike. Not
/// thread-safe.</remarks>
internal sealed class CentroidAssigner(CoarseRows centroids, int dimension)
{
    private readonly sbyte[] _query = new sbyte[VectorPlane.StrideOf(dimension)];
    private readonly int[] _dots = new int[centroids.Rows];

    /// <summary>Gives the centroid with the largest cosine, the first among equals; 0 where all are cleared.</summary>
    public int Nearest(ReadOnlySpan<sbyte> row)
    {
        // A query has 7 bits; which centroid is nearest does not hang on the eighth.
        for (var i = 0; i < row.Length; i++)
        {
            _query[i] = (sbyte)(row[i] / 2);
        }

        Int8Dot.Scan(_query, centroids.Matrix, centroids.Sums, _dots);
        var nearest = 0;
        var best = float.NegativeInfinity;
        for (var i = 0; i < _dots.Length; i++)
        {
            var cosine = _dots[i] * centroids.Scales[i];
            if (cosine > best && centroids.Scales[i] != 0)
            {
                (nearest, best) = (i, cosine);
            }
        }

        return nearest;
    }
}
