using Agents.Memory.Recall;
using BenchmarkDotNet.Attributes;

namespace Agents.Bench.Recall;

/// <summary>Asks: what does a whole search cost, all signals fused, beside the plainest hybrid search?</summary>
[MemoryDiagnoser]
public class SearchBenchmarks
{
    private const int Questions = 64;

    private PlainSearch _plain = null!;
    private RecallIndex _index = null!;
    private RandomRounds<RecallQuery> _questions = null!;
    private RandomRounds<RecallQuery> _words = null!;

    [Params(1_000, 10_000)]
    public int Memories { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var store = new SyntheticStore(Memories, chinese: false);
        var questions = store.Questions(Questions, vectors: true);
        var next = 0;
        _questions = new RandomRounds<RecallQuery>(Questions, () => questions[next++]);
        _words = new RandomRounds<RecallQuery>(Questions, () => _questions.Next() with { Vector = default });
        _plain = new PlainSearch(store);
        _index = store.Index(vectors: true);
    }

    [Benchmark(Baseline = true)]
    public int[] CosinesAndBm25() => _plain.Search(_questions.Next());

    [Benchmark]
    public RecallResult Search() => _index.Search(_questions.Next());

    [Benchmark]
    public RecallResult SearchByWordsAlone() => _index.Search(_words.Next());
}
