using Agents.Memory.Recall.Text;

namespace Agents.Bench.Recall;

/// <summary>BM25 as one writes it down: a dictionary of lists, double precision, the same terms and
/// parameters.</summary>
internal sealed class PlainBm25
{
    private const double K1 = 0.9;
    private const double B = 0.4;

    private readonly Dictionary<ulong, List<(int Document, int Count)>> _postings = [];
    private readonly List<int> _lengths = [];

    public PlainBm25(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            var analyzed = TextAnalysis.Analyze(text);
            foreach (var (key, count) in analyzed.Terms)
            {
                if (!_postings.TryGetValue(key, out var list))
                {
                    _postings[key] = list = [];
                }

                list.Add((_lengths.Count, count));
            }

            _lengths.Add(analyzed.Words);
        }
    }

    /// <summary>Scores the documents that hold a term of the question.</summary>
    public Dictionary<int, double> Score(string question)
    {
        var scores = new Dictionary<int, double>();
        var average = _lengths.Average();
        foreach (var (key, _) in TextAnalysis.Analyze(question).Terms)
        {
            if (!_postings.TryGetValue(key, out var list))
            {
                continue;
            }

            var rarity = Math.Log(1 + ((_lengths.Count - list.Count + 0.5) / (list.Count + 0.5)));
            foreach (var (document, count) in list)
            {
                var norm = K1 * (1 - B + (B * _lengths[document] / average));
                scores[document] = scores.GetValueOrDefault(document) + (rarity * (K1 + 1) * count / (count + norm));
            }
        }

        return scores;
    }
}
