using System.Numerics.Tensors;
using Agents.Memory.Recall.Vectors;
using BenchmarkDotNet.Attributes;

namespace Agents.Bench.Recall;

/// <summary>Asks: what does finding the nearest vectors save beside exact floats, and how near does it come to just
/// reading its bytes?</summary>
/// <remarks>One user's vectors stay in the cache; those of many users, each asked in turn, come from memory.</remarks>
public class ScanBenchmarks
{
    private const int Rows = 10_000;
    private const int Questions = 64;

    private RetrievalKernel _kernel = null!;
    private RandomRounds<VectorPlane> _planes = null!;
    private RandomRounds<byte[]> _bytes = null!;
    private RandomRounds<float[]> _floats = null!;
    private RandomRounds<float[]> _questions = null!;
    private RandomRounds<QueryVector> _quantised = null!;

    [Params(1, RetrievalKernel.ColdUsers)]
    public int Users { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var store = SetUpQuestions();
        _quantised = new RandomRounds<QueryVector>(Questions, () => new QueryVector(_questions.Next()));
        _kernel = new RetrievalKernel(Rows);
        _planes = new RandomRounds<VectorPlane>(
            Users, () => RetrievalKernel.PlaneOf(store.Packed, SyntheticStore.Dimension));
        _bytes = new RandomRounds<byte[]>(
            Users, () => Bandwidth.Buffer(Rows * VectorPlane.StrideOf(SyntheticStore.Dimension)));
    }

    // Two gigabytes for many users, so the other methods go without them.
    [GlobalSetup(Target = nameof(ExactFloats))]
    public void SetupFloats()
    {
        var store = SetUpQuestions();
        _floats = new RandomRounds<float[]>(Users, () => [.. store.Vectors.SelectMany(vector => vector)]);
    }

    /// <summary>Every exact vector against the question, without ranking anything.</summary>
    [Benchmark(Baseline = true)]
    public float ExactFloats()
    {
        var (vectors, question) = (_floats.Next(), _questions.Next());
        float best = 0;
        for (var row = 0; row < Rows; row++)
        {
            best = Math.Max(best, TensorPrimitives.Dot(
                vectors.AsSpan(row * SyntheticStore.Dimension, SyntheticStore.Dimension), question));
        }

        return best;
    }

    /// <summary>The limit: the bytes that a scan reads, read once and nothing else.</summary>
    [Benchmark]
    public byte ReadBytesOnce() => Bandwidth.ReadOnce(_bytes.Next());

    [Benchmark]
    public float Scan() => _kernel.Scan(_planes.Next(), _quantised.Next());

    [Benchmark]
    public int[] QuantiseScanAndRescore() => _kernel.Search(_planes.Next(), _questions.Next());

    private SyntheticStore SetUpQuestions()
    {
        var store = new SyntheticStore(Rows, chinese: false);
        var questions = store.Questions(Questions, vectors: true);
        var next = 0;
        _questions = new RandomRounds<float[]>(Questions, () => questions[next++].Vector.ToArray());
        return store;
    }
}
