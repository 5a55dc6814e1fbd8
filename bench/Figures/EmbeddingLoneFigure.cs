using System.Diagnostics;
using Agents.Bench.Embedding;
using Agents.Bench.Statistics;

namespace Agents.Bench.Figures;

/// <summary>What a text that comes alone pays for tokenizer, queue and hand-over, beyond a bare run of the model.
/// </summary>
internal sealed class EmbeddingLoneFigure : IFigure
{
    private const int Length = 24;

    public string Name => "embedding-lone";

    public string What => "a lone text through the embedding service above a raw run of one, p50";

    public Must Must => new(1, "ms");

    public async Task<Measurement> MeasureAsync(FigureContext context, CancellationToken cancellationToken)
    {
        using var bench = await EmbeddingBench.LoadAsync(_ => { }, cancellationToken);
        List<double> raw = [], service = [], differences = [];
        var warmUp = context.Count(full: 50, quick: 5);
        for (var i = 0; i < warmUp + context.Count(full: 600, quick: 30); i++)
        {
            var text = bench.Text(Length);
            var prepared = bench.Prepare([text]);
            var started = Stopwatch.GetTimestamp();
            bench.Run(prepared);
            var bare = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            started = Stopwatch.GetTimestamp();
            await bench.Service.Generator.GenerateAsync([text], cancellationToken: cancellationToken);
            var whole = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            if (i >= warmUp)
            {
                raw.Add(bare);
                service.Add(whole);
                differences.Add(whole - bare);
            }
        }

        return new Measurement(
            Quantiles.Median(service) - Quantiles.Median(raw),
            new Beside("raw", Quantiles.Median(raw), "ms p50"),
            new Beside("service", Quantiles.Median(service), "ms p50"),
            new Beside("of pairs", Quantiles.Median(differences), "ms p50"));
    }
}
