using Agents.Bench.Hosting;
using Agents.Bench.Load;
using Agents.Bench.Recall;
using Agents.Memory.Recall;
using Agents.Memory.Recall.Vectors;

namespace Agents.Bench.Figures;

/// <summary>Finding the nearest vectors against reading the same bytes once, on one thread.</summary>
/// <remarks>Hot: one user, asked again and again. Cold: another of many users each time, so that both the vectors and
/// the bytes they are compared with come from memory.</remarks>
internal sealed class KernelFigure : IFigure
{
    private const int Rows = DataSet.MemoriesPerUser;
    private const int Questions = 100;
    private const int Seed = 71;

    private readonly int _users;

    private KernelFigure(string temperature, int users, double limit)
    {
        Name = $"kernel-{temperature}";
        What = $"retrieval kernel at 10,000, {temperature}, against the bandwidth limit";
        Must = new(limit, "x");
        _users = users;
    }

    public static KernelFigure Hot { get; } = new("hot", users: 1, limit: 1.5);

    public static KernelFigure Cold { get; } = new("cold", RetrievalKernel.ColdUsers, limit: 1.6);

    public string Name { get; }

    public string What { get; }

    public Must Must { get; }

    public Task<Measurement> MeasureAsync(FigureContext context, CancellationToken cancellationToken)
    {
        var vectors = new HashVectors(StubServer.Dimension);
        var sentences = new SentenceGenerator(Seed);
        byte[][] packed =
            [.. Enumerable.Range(0, Rows).Select(_ => PackedVector.Pack(vectors.Of(sentences.Sentence())))];
        var questions = new RandomRounds<float[]>(Questions, () => vectors.Of(sentences.Question()));
        var quantised = new RandomRounds<QueryVector>(Questions, () => new QueryVector(questions.Next()));
        var planes = new RandomRounds<VectorPlane>(
            _users, () => RetrievalKernel.PlaneOf(packed, StubServer.Dimension));
        var length = Rows * VectorPlane.StrideOf(StubServer.Dimension);
        var buffers = new RandomRounds<byte[]>(_users, () => Bandwidth.Buffer(length));
        var kernel = new RetrievalKernel(Rows);
        cancellationToken.ThrowIfCancellationRequested();
        var medians = Stopwatches.Medians(
            context.Count(full: 6_000, quick: 1_000),
            () => kernel.Search(planes.Next(), questions.Next()),
            () => kernel.Scan(planes.Next(), quantised.Next()),
            () => Bandwidth.ReadOnce(buffers.Next()));
        return Task.FromResult(new Measurement(
            medians[0] / medians[2],
            new Beside("kernel", medians[0] * 1e3, "us p50"),
            new Beside("of it the scan", medians[1] * 1e3, "us p50"),
            new Beside("reading the bytes once", medians[2] * 1e3, "us p50"),
            new Beside("bandwidth", length / medians[2] / 1e6, "GB/s"),
            new Beside("users", _users, "")));
    }
}
