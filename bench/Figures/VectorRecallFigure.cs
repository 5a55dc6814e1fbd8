using System.Numerics.Tensors;
using Agents.Bench.Load;
using Agents.Bench.Recall;
using Agents.Embedding;
using Agents.Memory.Recall;

namespace Agents.Bench.Figures;

/// <summary>How many of the ten nearest vectors the kernel finds, which scans 8 bits and rescores a few.</summary>
internal sealed class VectorRecallFigure : IFigure
{
    private const int Questions = 200;
    private const int TextsPerCall = 256;

    public string Name => "kernel-recall";

    public string What => "recall@10 of the retrieval kernel, real vectors";

    public Must Must => new(99.9, "%", AtLeast: true);

    public async Task<Measurement> MeasureAsync(FigureContext context, CancellationToken cancellationToken)
    {
        using var model = new EmbeddingModel(new EmbeddingOptions());
        await model.LoadAsync(cancellationToken: cancellationToken);
        var count = context.Count(full: DataSet.MemoriesPerUser, quick: 1_000);
        string[] sentences = [.. SentenceGrammar.All().Take(count)];
        var vectors = await EmbedAsync(model, sentences, cancellationToken);
        var questions = await EmbedAsync(
            model,
            [
                .. sentences.Where((_, i) => i % (count / Questions) == 0).Select(text => $"Is it true that {text}?"),
            ],
            cancellationToken);
        var plane = RetrievalKernel.PlaneOf(
            Array.ConvertAll(vectors, vector => PackedVector.Pack(vector)), vectors[0].Length);
        var kernel = new RetrievalKernel(vectors.Length);
        var found = questions.Sum(
            question => kernel.Search(plane, question).Intersect(Nearest(vectors, question)).Count());
        return new Measurement(
            100.0 * found / (questions.Length * RetrievalKernel.Top),
            new Beside("vectors", vectors.Length, ""),
            new Beside("questions", questions.Length, ""));
    }

    private static IEnumerable<int> Nearest(float[][] vectors, float[] question) =>
        vectors.Index().OrderByDescending(entry => TensorPrimitives.Dot<float>(entry.Item, question))
            .Take(RetrievalKernel.Top).Select(entry => entry.Index);

    private static async Task<float[][]> EmbedAsync(
        EmbeddingModel model, string[] texts, CancellationToken cancellationToken)
    {
        var embedded = new List<float[]>(texts.Length);
        foreach (var part in texts.Chunk(TextsPerCall))
        {
            var vectors = await model.Generator.GenerateAsync(part, cancellationToken: cancellationToken);
            embedded.AddRange(vectors.Select(one => one.Vector.ToArray()));
        }

        return [.. embedded];
    }
}
