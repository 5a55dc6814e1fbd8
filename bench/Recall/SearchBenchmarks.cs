using Agents.Memory.Recall;
using BenchmarkDotNet.Attributes;

namespace Agents.Bench.Recall;

/// <summary>Asks: what do words, fusion and 8 bits cost or save beside a plain scan of the exact vectors?</summary>
[MemoryDiagnoser]
public class SearchBenchmarks
{
    private SyntheticStore _store = null!;
    private RecallIndex _index = null!;
    private RecallQuery[] _questions = null!;
    private RecallQuery[] _words = null!;
    private float[] _cosines = null!;
    private int _next;

    [Params(1_000, 10_000)]
    public int Memories { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _store = new SyntheticStore(Memories, chinese: false);
        _index = _store.Index(vectors: true);
        _questions = _store.Questions(64, vectors: true);
        _words = [.. _questions.Select(question => question with { Vector = default })];
        _cosines = new float[Memories];
    }

    /// <summary>Every exact vector against the question, without ranking anything.</summary>
    [Benchmark(Baseline = true)]
    public float ExactScan()
    {
        var question = _questions[_next++ % _questions.Length].Vector.Span;
        for (var i = 0; i < Memories; i++)
        {
            _cosines[i] = System.Numerics.Tensors.TensorPrimitives.Dot(_store.Vectors[i], question);
        }

        return _cosines[0];
    }

    [Benchmark]
    public RecallResult Search() => _index.Search(_questions[_next++ % _questions.Length]);

    [Benchmark]
    public RecallResult SearchByWordsAlone() => _index.Search(_words[_next++ % _words.Length]);
}
