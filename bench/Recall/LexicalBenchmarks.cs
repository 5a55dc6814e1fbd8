using Agents.Memory.Recall.Lexical;
using Agents.Memory.Recall.Text;
using BenchmarkDotNet.Attributes;

namespace Agents.Bench.Recall;

/// <summary>Asks: what do packed postings save beside a dictionary of lists?</summary>
[MemoryDiagnoser]
public class LexicalBenchmarks
{
    private const int Memories = 10_000;
    private const int Questions = 64;

    private readonly LexicalIndex _index = new();
    private readonly float[] _scores = new float[Memories];
    private PlainBm25 _plain = null!;
    private RandomRounds<string> _questions = null!;

    [Params(false, true)]
    public bool Chinese { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var store = new SyntheticStore(Memories, Chinese);
        var questions = store.Questions(Questions, vectors: false);
        var next = 0;
        _questions = new RandomRounds<string>(Questions, () => questions[next++].Text);
        _plain = new PlainBm25(store.Texts);
        for (var i = 0; i < Memories; i++)
        {
            _index.Add(i, TextAnalysis.Analyze(store.Texts[i]));
        }
    }

    [Benchmark(Baseline = true)]
    public int DictionaryOfLists() => _plain.Score(_questions.Next()).Count;

    [Benchmark]
    public double PackedPostings()
    {
        Array.Clear(_scores);
        return _index.Score(LexicalQuery.Read(_questions.Next()), _scores);
    }
}
