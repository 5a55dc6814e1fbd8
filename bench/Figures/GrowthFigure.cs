using Agents.Bench.Hosting;
using Agents.Bench.Load;

namespace Agents.Bench.Figures;

/// <summary>How a search grows with the memories of its user, the embedding call taken off.</summary>
/// <remarks>From 30,000 on an index stands in for the scan; growth that is linear would be 3.33.</remarks>
internal sealed class GrowthFigure : IFigure
{
    private const int Seed = 78;

    private static readonly int[] Sizes = [1_000, 10_000, 30_000, 100_000];

    public string Name => "growth";

    public string What => "growth of a search from 30,000 to 100,000 memories, p50";

    public Must Must => new(3.33, "x");

    public async Task<Measurement> MeasureAsync(FigureContext context, CancellationToken cancellationToken)
    {
        var folder = context.NewFolder("growth");
        await using (var loading = await ServerProcess.StartSiloAsync(
            folder, context.Stub.EmbeddingArguments, cancellationToken))
        {
            foreach (var size in Sizes)
            {
                await MemoryLoader.LoadAsync(loading.Address, [UserOf(size)], size, cancellationToken);
            }
        }

        await using var silo = await ServerProcess.StartSiloAsync(
            folder, context.Stub.EmbeddingArguments, cancellationToken);
        using var rounds = new SearchRounds(context.Stub, Seed);
        var times = await rounds.MeasureAsync(
            context.Count(full: 10, quick: 2),
            cancellationToken,
            [rounds.Embedding, .. Sizes.Select(size => rounds.Search(silo.Address, () => UserOf(size)))]);
        var floor = times[0].P50;
        return new Measurement(
            (times[^1].P50 - floor) / (times[^2].P50 - floor),
            [
                new Beside("embedding call", floor, "ms p50"),
                .. Sizes.Zip(times.Skip(1), (size, time) => new Beside($"at {size:N0}", time.P50, "ms p50")),
            ]);
    }

    private static string UserOf(int size) => $"grower-{size}";
}
