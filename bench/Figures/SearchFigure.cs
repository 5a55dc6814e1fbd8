using Agents.Bench.Hosting;
using Agents.Bench.Statistics;
using Agents.Client;
using Agents.Contracts;

namespace Agents.Bench.Figures;

/// <summary>A search over HTTP against the embedding call that it makes.</summary>
internal sealed class SearchFigure : IFigure
{
    private const int Explained = 100;
    private const int Seed = 72;

    public string Name => "search";

    public string What => "search at 10,000 memories over HTTP, p50 above the embedding call";

    public Must Must => new(1.5, "ms");

    public async Task<Measurement> MeasureAsync(FigureContext context, CancellationToken cancellationToken)
    {
        var data = await context.DataAsync(cancellationToken);
        await using var silo = await ServerProcess.StartSiloAsync(
            data.Folder, context.Stub.EmbeddingArguments, cancellationToken);
        using var rounds = new SearchRounds(context.Stub, Seed);
        var times = await rounds.MeasureAsync(
            context.Count(full: 25, quick: 5),
            cancellationToken,
            rounds.Search(silo.Address, () => data.Users[0]),
            rounds.Embedding);
        var stages = await StagesAsync(silo, data.Users[0], rounds.Questions.Next, cancellationToken);
        var (search, floor) = (times[0], times[1]);
        return new Measurement(
            search.P50 - floor.P50,
            [
                new Beside("search", search.P50, "ms p50"),
                new Beside("p95", search.P95, "ms"),
                new Beside("embedding call", floor.P50, "ms p50"),
                new Beside("p95", floor.P95, "ms"),
                .. stages.Select(stage => new Beside($"of a recall {stage.Key}", stage.Value, "ms p50")),
                new Beside("searches", search.Count, ""),
            ]);
    }

    /// <summary>Asks the silo itself where the time of a recall goes. Returns the median of each stage.</summary>
    private static async Task<Dictionary<string, double>> StagesAsync(
        ServerProcess silo, string user, Func<string> question, CancellationToken cancellationToken)
    {
        using var client = new AgentsClient(silo.Address);
        var stages = new List<KeyValuePair<string, double>>();
        for (var i = 0; i < Explained; i++)
        {
            var request = new ExplainRequest { User = user, Query = question(), Limit = 10 };
            stages.AddRange((await client.ExplainAsync(request, cancellationToken)).StageMs);
        }

        return stages.GroupBy(stage => stage.Key, stage => stage.Value)
            .ToDictionary(stage => stage.Key, Quantiles.Median);
    }
}
