using System.Diagnostics;
using Agents.Bench.Embedding;
using Agents.Bench.Statistics;

namespace Agents.Bench.Figures;

/// <summary>Texts a second through the embedding service, tokenizer and queue included, against bare ONNX Runtime at
/// the same batch and length.</summary>
/// <remarks>Both run as many batches at once. Rounds alternate, so that whatever else the machine does hits both.
/// </remarks>
internal sealed class EmbeddingFigure : IFigure
{
    private const int TokensPerRound = 8_192;

    private static readonly (int Length, int Batch)[] Shapes = [(16, 8), (32, 4), (64, 2), (128, 1), (32, 32)];

    public string Name => "embedding";

    public string What => "embedding service against raw ONNX Runtime, same batch and length, worst";

    public Must Must => new(0.85, "x", AtLeast: true);

    public async Task<Measurement> MeasureAsync(FigureContext context, CancellationToken cancellationToken)
    {
        var beside = new List<Beside>();
        foreach (var (length, batch) in Shapes)
        {
            using var bench = await EmbeddingBench.LoadAsync(
                options => options.BatchTokensMax = length * batch, cancellationToken);
            var (ratio, textsPerSecond) = await CompareAsync(bench, length, batch, context, cancellationToken);
            beside.Add(new Beside($"{batch} of {length} tokens", ratio, "x"));
            beside.Add(new Beside("service", textsPerSecond, "texts/s"));
        }

        return new Measurement(beside.Where(one => one.Unit == "x").Min(one => one.Value), [.. beside]);
    }

    private static async Task<(double Ratio, double TextsPerSecond)> CompareAsync(
        EmbeddingBench bench, int length, int batch, FigureContext context, CancellationToken cancellationToken)
    {
        string[] texts = [.. Enumerable.Range(0, TokensPerRound / length).Select(_ => bench.Text(length))];
        var prepared = texts.Chunk(batch).Select(bench.Prepare).ToArray();
        List<double> ratios = [], seconds = [];
        for (var round = 0; round <= context.Count(full: 11, quick: 2); round++)
        {
            var started = Stopwatch.GetTimestamp();
            bench.RunAll(prepared);
            var raw = Stopwatch.GetElapsedTime(started);
            started = Stopwatch.GetTimestamp();
            await bench.EmbedAsync(texts, cancellationToken);
            var service = Stopwatch.GetElapsedTime(started);

            // The first round compiles and warms up.
            if (round > 0)
            {
                ratios.Add(raw / service);
                seconds.Add(service.TotalSeconds);
            }
        }

        return (Quantiles.Median(ratios), texts.Length / Quantiles.Median(seconds));
    }
}
