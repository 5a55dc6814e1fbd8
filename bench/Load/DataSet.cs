using System.Diagnostics;
using Agents.Bench.Hosting;
using Agents.Client;

namespace Agents.Bench.Load;

/// <summary>Users with as many memories as the figures speak of, loaded once over HTTP and kept for all
/// figures.</summary>
internal sealed class DataSet
{
    public const int MemoriesPerUser = 10_000;

    private static readonly TimeSpan ReadingPause = TimeSpan.FromMilliseconds(500);

    private DataSet(string folder, string[] users)
    {
        Folder = folder;
        Users = users;
    }

    /// <summary>Gets the data folder; one silo at a time can open it.</summary>
    public string Folder { get; }

    public IReadOnlyList<string> Users { get; }

    public static async Task<DataSet> LoadAsync(
        string folder, int users, StubServer stub, CancellationToken cancellationToken)
    {
        string[] names = [.. Enumerable.Range(0, users).Select(user => $"reader-{user:000}")];
        Console.WriteLine($"Loading {users} users of {MemoriesPerUser} memories over HTTP.");
        var started = Stopwatch.GetTimestamp();
        await using var silo = await ServerProcess.StartSiloAsync(folder, stub.EmbeddingArguments, cancellationToken);
        await MemoryLoader.LoadAsync(silo.Address, names, MemoriesPerUser, cancellationToken);
        await ReadAsync(silo.Address, names, cancellationToken);
        Console.WriteLine($"Loaded in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s, with vectors and items.");
        return new DataSet(folder, names);
    }

    /// <summary>Waits until every turn is read for items, so that no figure is taken while that goes on.</summary>
    private static async Task ReadAsync(Uri server, string[] users, CancellationToken cancellationToken)
    {
        using var client = new AgentsClient(server);
        foreach (var user in users)
        {
            while ((await client.StatsAsync(user, cancellationToken)).Positions is var positions
                && positions.Consolidated < positions.Indexed)
            {
                await Task.Delay(ReadingPause, cancellationToken);
            }
        }
    }
}
