using System.Globalization;
using Agents.Embedding;
using Agents.Memory.Recall;
using Agents.Memory.Recall.Vectors;

namespace Agents.Bench.Recall;

/// <summary>How many of the ten nearest vectors of the real model the scan with rescoring finds.</summary>
/// <remarks>Sentences from a small grammar: thousands of near neighbours, which is the hard case.</remarks>
internal static class VectorTable
{
    private const int Sentences = 4_000;
    private const int Questions = 200;
    private const int Rescored = 40;
    private const int Hits = 10;

    private static readonly string[] Who = ["I", "My sister", "Our neighbour", "The new manager", "My old friend Tom"];

    private static readonly string[] Does =
        ["bought", "lost", "painted", "talked about", "repaired", "dreamt of", "sold", "was given", "looked for"];

    private static readonly string[] What =
    [
        "a red bicycle", "the kitchen table", "two tickets to Lisbon", "a beagle", "an old piano", "the house in Bern",
        "a job at the museum", "her first novel", "a camera", "the garden", "a loaf of bread", "a telescope",
    ];

    private static readonly string[] When =
        ["yesterday", "last summer", "on Friday", "before the wedding", "in March", "after work", "when it rained"];

    public static async Task PrintAsync(TextWriter output)
    {
        using var model = new EmbeddingModel(new EmbeddingOptions());
        await model.LoadAsync();
        var sentences = Grammar().Take(Sentences).ToArray();
        var vectors = await EmbedAsync(model, sentences);
        var questions = await EmbedAsync(
            model,
            [
                .. sentences.Where((_, i) => i % (Sentences / Questions) == 0)
                    .Select(text => "Is it true that " + text + "?"),
            ]);
        var plane = new VectorPlane(vectors[0].Length);
        for (var i = 0; i < vectors.Length; i++)
        {
            plane.Set(i, PackedVector.Pack(vectors[i]));
        }

        var found = questions.Average(question => Found(plane, vectors, question));
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"recall@{Hits} of scan + rescore of {Rescored} against the exact scan, {vectors.Length:N0} real vectors, "
            + $"{questions.Length} questions: {found:0.0000}"));
    }

    private static double Found(VectorPlane plane, float[][] vectors, float[] question)
    {
        var query = new QueryVector(question);
        var cosines = new float[vectors.Length];
        plane.Scan(query, cosines);
        var ordinals = Enumerable.Range(0, vectors.Length).ToArray();
        int[] best = [.. ordinals.OrderByDescending(i => cosines[i]).Take(Rescored)];
        plane.Refine(query, best, cosines);
        var near = best.OrderByDescending(i => cosines[i]).Take(Hits);
        var exact = ordinals.OrderByDescending(i => Dot(query.Exact, vectors[i])).Take(Hits);
        return near.Intersect(exact).Count() / (double)Hits;
    }

    private static double Dot(float[] one, float[] other)
    {
        double dot = 0;
        for (var i = 0; i < one.Length; i++)
        {
            dot += (double)one[i] * other[i];
        }

        return dot;
    }

    private static IEnumerable<string> Grammar() =>
        from who in Who
        from does in Does
        from what in What
        from when in When
        select $"{who} {does} {what} {when}.";

    private static async Task<float[][]> EmbedAsync(EmbeddingModel model, string[] texts)
    {
        var embedded = new List<float[]>(texts.Length);
        foreach (var part in texts.Chunk(256))
        {
            embedded.AddRange((await model.Generator.GenerateAsync(part)).Select(one => one.Vector.ToArray()));
        }

        return [.. embedded];
    }
}
