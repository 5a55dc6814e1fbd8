using Agents.Bench.Hosting;
using Agents.Bench.Load;

namespace Agents.Bench.Figures;

/// <summary>What other users cost: a silo with 100 users, of whom any may ask, against a silo with one, each user with
/// 100 memories.</summary>
internal sealed class IsolationFigure : IFigure
{
    private const int Users = 100;
    private const int Memories = 100;
    private const int Seed = 77;

    public string Name => "isolation";

    public string What => "search p50, 100 users x 100 memories against one user x 100";

    public Must Must => new(1.3, "x");

    public async Task<Measurement> MeasureAsync(FigureContext context, CancellationToken cancellationToken)
    {
        string[] users = [.. Enumerable.Range(0, Users).Select(user => $"neighbour-{user:000}")];
        await using var lone = await StartAsync(context, "one-user", users[..1], cancellationToken);
        await using var shared = await StartAsync(context, "many-users", users, cancellationToken);
        using var rounds = new SearchRounds(context.Stub, Seed);
        var random = new Random(Seed);
        var times = await rounds.MeasureAsync(
            context.Count(full: 25, quick: 5),
            cancellationToken,
            rounds.Search(shared.Address, () => users[random.Next(Users)]),
            rounds.Search(lone.Address, () => users[0]),
            rounds.Embedding);
        return new Measurement(
            times[0].P50 / times[1].P50,
            new Beside("100 users", times[0].P50, "ms p50"),
            new Beside("p95", times[0].P95, "ms"),
            new Beside("one user", times[1].P50, "ms p50"),
            new Beside("p95", times[1].P95, "ms"),
            new Beside("embedding call", times[2].P50, "ms p50"));
    }

    private static async Task<ServerProcess> StartAsync(
        FigureContext context, string folder, string[] users, CancellationToken cancellationToken)
    {
        var silo = await ServerProcess.StartSiloAsync(
            context.NewFolder(folder), context.Stub.EmbeddingArguments, cancellationToken);
        await MemoryLoader.LoadAsync(silo.Address, users, Memories, cancellationToken);
        return silo;
    }
}
