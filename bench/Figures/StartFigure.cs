using Agents.Bench.Hosting;
using Agents.Bench.Statistics;

namespace Agents.Bench.Figures;

/// <summary>How long a built silo takes from the start of its process until it is ready, with the default model at
/// hand.</summary>
internal sealed class StartFigure : IFigure
{
    public string Name => "start";

    public string What => "start of the silo until /health/ready, default model, median";

    public Must Must => new(5, "s");

    public async Task<Measurement> MeasureAsync(FigureContext context, CancellationToken cancellationToken)
    {
        // The first start may fetch the model, which is done once and is not what is measured.
        var first = await StartAsync(context, 0, cancellationToken);
        var times = new List<double>();
        for (var start = 1; start <= context.Count(full: 3, quick: 1); start++)
        {
            times.Add(await StartAsync(context, start, cancellationToken));
        }

        return new Measurement(
            Quantiles.Median(times),
            new Beside("slowest", times.Max(), "s"),
            new Beside("the start before", first, "s"),
            new Beside("starts", times.Count, ""));
    }

    private static async Task<double> StartAsync(FigureContext context, int number, CancellationToken cancellationToken)
    {
        await using var silo = await ServerProcess.StartSiloAsync(
            context.NewFolder($"start-{number}"), [], cancellationToken);
        return silo.ReadyAfter.TotalSeconds;
    }
}
