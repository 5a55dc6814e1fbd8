using Agents.Bench.Figures;
using Agents.Bench.Hosting;
using Agents.Bench.Load;

namespace Agents.Bench.Peers;

/// <summary>A search of another memory layer, in its own process, against ours over HTTP: one harness asks both, one
/// stub embeds for both.</summary>
internal sealed class PeerFigure : IFigure
{
    // The variable that the harness reads.
    private const string Postgres = "PG";
    private const string OnPostgres = "mem0-pg";
    private const string Floor = "floor";
    private const string Ours = "ours";

    private readonly string _harness;
    private readonly string _packages;

    private PeerFigure(FiguresOptions options, string name, string title, double atLeast)
    {
        _harness = options.Peers!;
        _packages = Path.Combine(options.Folder, "agents-peers");
        Name = name;
        What = $"search at 10,000 memories over HTTP, against {title}";
        Must = new(atLeast, "x", AtLeast: true);
    }

    public string Name { get; }

    public string What { get; }

    public Must Must { get; }

    /// <summary>Gives the layers that can run.</summary>
    public static IEnumerable<PeerFigure> All(FiguresOptions options)
    {
        if (options.Peers is null)
        {
            yield break;
        }

        yield return new(options, "mem0", "mem0's own store", 100);
        yield return new(options, "langgraph", "LangGraph", 5);
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Postgres)))
        {
            Console.WriteLine(
                $"{OnPostgres} is left out: set {Postgres} to the URL of a PostgreSQL that has pgvector.");
            yield break;
        }

        yield return new(options, OnPostgres, "mem0 on pgvector", 25);
    }

    public async Task<Measurement> MeasureAsync(FigureContext context, CancellationToken cancellationToken)
    {
        var harness = new PeerHarness(_harness, _packages, context.Count(full: 4, quick: 1));
        await harness.InstallAsync(cancellationToken);
        await using var stub = await ServerProcess.StartNodeAsync(harness.Stub, cancellationToken);
        await using var silo = await ServerProcess.StartSiloAsync(
            context.NewFolder(Name), StubServer.EmbeddingArgumentsOf(stub.Address), cancellationToken);

        Task<PeerTimes> TimesAsync(string layer) =>
            harness.MeasureAsync(layer, DataSet.MemoriesPerUser, stub.Address, silo.Address, cancellationToken);

        var floor = await TimesAsync(Floor);
        var ours = await TimesAsync(Ours);
        var theirs = await TimesAsync(Name);
        return new Measurement(
            theirs.Search / ours.Search,
            new Beside("theirs", theirs.Search, "ms p50"),
            new Beside("p95", theirs.SearchP95, "ms"),
            new Beside("ours", ours.Search, "ms p50"),
            new Beside("p95", ours.SearchP95, "ms"),
            new Beside("embedding call", floor.Search, "ms p50"),
            new Beside("their add", theirs.Add, "ms p50"),
            new Beside("our add, durable", ours.Add, "ms p50"));
    }
}
