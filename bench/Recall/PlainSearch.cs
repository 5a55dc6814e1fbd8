using System.Numerics.Tensors;
using Agents.Memory.Recall;

namespace Agents.Bench.Recall;

/// <summary>Hybrid search as one writes it down: exact cosines, BM25, both standardised, added and sorted.</summary>
internal sealed class PlainSearch(SyntheticStore store)
{
    private const double DenseWeight = 1.5;

    private readonly PlainBm25 _words = new(store.Texts);

    /// <summary>Finds the best documents, best first.</summary>
    public int[] Search(RecallQuery query)
    {
        var cosines = Array.ConvertAll(
            store.Vectors, vector => (double)TensorPrimitives.Dot(vector, query.Vector.Span));
        var scores = _words.Score(query.Text);
        var words = Standardised([.. cosines.Select((_, i) => scores.GetValueOrDefault(i))]);
        var dense = Standardised(cosines);
        return
        [
            .. Enumerable.Range(0, cosines.Length)
                .OrderByDescending(i => words[i] + (DenseWeight * dense[i])).Take(query.Limit),
        ];
    }

    private static double[] Standardised(double[] scores)
    {
        var mean = scores.Average();
        var deviation = Math.Sqrt(scores.Sum(score => (score - mean) * (score - mean)) / scores.Length);
        return Array.ConvertAll(scores, score => deviation > 0 ? (score - mean) / deviation : 0);
    }
}
