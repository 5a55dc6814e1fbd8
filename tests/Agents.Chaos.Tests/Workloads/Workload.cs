using System.Diagnostics;
using Agents.Chaos.Tests.Clusters;
using Agents.Chaos.Tests.Histories;

namespace Agents.Chaos.Tests.Workloads;

/// <summary>Clients that write and read through any silo of a cluster until they are told to stop.</summary>
internal sealed class Workload(WorkloadPlan plan, SiloCluster cluster, HistoryChecker checker, string folder, int seed)
{
    private readonly TextWriter _history =
        TextWriter.Synchronized(File.AppendText(Path.Combine(folder, "history.log")));

    private readonly long _started = Stopwatch.GetTimestamp();

    public Progress Progress { get; } = new();

    public Tally Tally { get; } = new();

    public WorkloadPlan Plan => plan;

    public SiloCluster Cluster => cluster;

    public HistoryChecker Checker => checker;

    public IEnumerable<string> Users => Enumerable.Range(0, plan.Users).Select(user => $"u{user:000}");

    /// <summary>Calls while something is done, and finishes the calls on their way.</summary>
    public async Task DuringAsync(Func<Task> deed, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var calling = RunAsync(stop.Token);
        try
        {
            // Clients end by themselves only when one of them fails by a fault of this program.
            await await Task.WhenAny(deed(), calling);
        }
        finally
        {
            await stop.CancelAsync();
            await calling;
            await _history.FlushAsync(CancellationToken.None);
        }
    }

    /// <summary>Reads all that every user has: once as the silos have it, and once as it lies in the storage.</summary>
    public async Task CheckAsync(ITestOutputHelper output, CancellationToken cancellationToken)
    {
        output.WriteLine(
            $"{checker.Acknowledged} acknowledged of {checker.Invoked} sent, {checker.Reads} reads; {Tally}");
        await Reads.CheckAllAsync(this, cancellationToken, [.. cluster.Running]);
        await Reads.CheckAllAsync(this, cancellationToken, await cluster.RestartOneAsync(cancellationToken));
        await _history.FlushAsync(cancellationToken);
        output.WriteLine($"violations: {checker.Summary}");
        Assert.Empty(checker.Violations);
        Assert.Empty(Tally.Faults);
    }

    /// <summary>Writes down what a client did, to read when a run fails.</summary>
    public void Note(string what) =>
        _history.WriteLine($"{Stopwatch.GetElapsedTime(_started).TotalSeconds:0.000} {what}");

    private async Task RunAsync(CancellationToken stop)
    {
        var sessions = Enumerable.Range(0, plan.Conversations)
            .SelectMany(conversation => Users.Select(user => new Session(user, $"c{conversation}")))
            .Select((session, index) => (Session: session, Client: index % plan.Clients))
            .ToLookup(pair => pair.Client, pair => pair.Session);
        await Task.WhenAll(sessions.Select(mine => Task.Run(
            () => new WorkloadClient(this, mine, new Random(SeedOf(mine.Key))).RunAsync(stop),
            CancellationToken.None)));
    }

    private int SeedOf(int client) => unchecked((seed * 31) + client);
}
