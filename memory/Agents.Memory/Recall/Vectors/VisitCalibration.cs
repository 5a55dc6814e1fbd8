namespace Agents.Memory.Recall.Vectors;

/// <summary>How many rows a question has to visit to find its nearest: measured, as it hangs on the
/// vectors.</summary>
/// <remarks>
/// Rows are asked for their own neighbours. Talk needs a twentieth of the store, tight clusters a hundredth, and
/// directions without any structure most of it; for those no index is of use, and this is how it is known.
/// </remarks>
internal static class VisitCalibration
{
    private const int Seed = 20261124;
    private const int Questions = 128;
    private const int Neighbours = 10;

    // More than the 0.98 that is promised: a question is no row, and the rows asked are a sample.
    private const double Recall = 0.987;

    // A row is nearer to the centroid that it is part of than a question is. Where clusters are tight that is much, and
    // the measure alone gave a recall of 0.969 among 300,000 rows.
    private const double ShareMin = 0.01;

    /// <summary>Finds the number of rows after which the mean recall of ten neighbours is reached.</summary>
    public static int Find(
        ApproximateIndex index, VectorView view, int[] ordinals, CancellationToken cancellationToken)
    {
        var random = new Random(Seed);
        var needed = new List<int>(Questions * Neighbours);
        var cosines = new float[view.Blocks * VectorPlane.BlockRows];
        var reached = new int[index.Lists];
        for (var i = 0; i < Questions; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var ordinal = ordinals[random.Next(ordinals.Length)];
            if (QuestionOf(view, ordinal) is not { } question)
            {
                continue;
            }

            view.Scan(question, cosines);
            index.Reach(question, reached);
            var best = new BestRows(Neighbours);
            foreach (var other in ordinals)
            {
                if (other != ordinal)
                {
                    best.Offer(other, cosines[other]);
                }
            }

            foreach (var (neighbour, _) in best.Rows)
            {
                needed.Add(reached[index.ListOf(neighbour)]);
            }
        }

        needed.Sort();
        return needed.Count == 0
            ? ordinals.Length
            : Math.Max(needed[(int)(Recall * (needed.Count - 1))], (int)Math.Ceiling(ShareMin * ordinals.Length));
    }

    private static QueryVector? QuestionOf(VectorView view, int ordinal)
    {
        var vector = new float[view.Dimension];
        var (rows, row) = view.Coarse(ordinal);
        rows.AddTo(row, vector);
        var norm = VectorMath.Norm(vector);
        return float.IsFinite(norm) && norm > 0 ? new QueryVector(vector) : null;
    }
}
