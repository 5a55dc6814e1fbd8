using System.Diagnostics;
using System.Globalization;
using Agents.Bench.Figures;
using Agents.Bench.Hosting;
using Agents.Bench.Load;
using Agents.Client;
using Agents.TestKit.Azurite;
using Agents.TestKit.Redis;

namespace Agents.Bench.Cluster;

/// <summary>CPU time of the silos and requests to the storage for each append and each recall, on one, two and three
/// silos.</summary>
/// <remarks>Every call goes to any silo, so that two of three reach their user through another silo. Membership is in
/// Redis for one silo too. What the silos use while nothing is called is taken off.</remarks>
internal static class CostTable
{
    private const int SilosMax = 3;
    private const int UserCount = 60;
    private const int MemoriesEach = 50;
    private const int Callers = 8;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan IdleFor = TimeSpan.FromSeconds(5);

    public static async Task PrintAsync(StubServer stub, string folder, int calls, CancellationToken cancellationToken)
    {
        Console.WriteLine($"{Machine.Description}; {calls} calls of each kind, {Callers} at once, {UserCount} users");
        Console.WriteLine($"{"silos",5} {"call",-8} {"CPU ms",8} {"against 1",10} {"requests",9} {"against 1",10}");
        var first = new Dictionary<string, Cost>(StringComparer.Ordinal);
        for (var silos = 1; silos <= SilosMax; silos++)
        {
            foreach (var (kind, cost) in await MeasureAsync(stub, folder, silos, calls, cancellationToken))
            {
                var one = first.TryAdd(kind, cost) ? cost : first[kind];
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{silos,5} {kind,-8} {cost.Milliseconds,8:0.00} {cost.Milliseconds / one.Milliseconds,9:0.00}x "
                    + $"{cost.Requests,9:0.00} {(one.Requests > 0 ? cost.Requests / one.Requests : 1),9:0.00}x"));
            }
        }
    }

    private static async Task<List<(string Kind, Cost Cost)>> MeasureAsync(
        StubServer stub, string folder, int count, int calls, CancellationToken cancellationToken)
    {
        await using var azurite = new AzuriteServer { Counts = true };
        await using var redis = new RedisServer();
        await azurite.InitializeAsync();
        await redis.InitializeAsync();
        var silos = new List<ServerProcess>();
        try
        {
            for (var silo = 0; silo < count; silo++)
            {
                silos.Add(await ServerProcess.StartSiloAsync(
                    Path.Combine(folder, $"{count}-{silo}"),
                    [
                        .. stub.EmbeddingArguments,
                        "--Storage:Kind=azure-blobs",
                        $"--Storage:AzureBlobs:ConnectionString={azurite.ConnectionString}",
                        $"--Storage:AzureBlobs:KeyRingFile={Path.Combine(folder, $"keys-{count}.json")}",
                        "--Cluster:Kind=redis",
                        $"--Cluster:ConnectionString={redis.ConnectionString}",
                        "--UserMemory:Consolidation=false",
                    ],
                    cancellationToken));
            }

            return await MeasureAsync(silos, azurite, calls, cancellationToken);
        }
        finally
        {
            foreach (var silo in silos)
            {
                await silo.DisposeAsync();
            }
        }
    }

    private static async Task<List<(string Kind, Cost Cost)>> MeasureAsync(
        List<ServerProcess> silos, AzuriteServer azurite, int calls, CancellationToken cancellationToken)
    {
        string[] users = [.. Enumerable.Range(0, UserCount).Select(user => $"cost-{user:000}")];
        await MemoryLoader.LoadAsync(silos[0].Address, users, MemoriesEach, cancellationToken);
        var costs = new List<(string, Cost)>();
        foreach (var kind in new[] { "add", "recall" })
        {
            LoadCalls[] ways = [.. silos.Select(silo => new LoadCalls(silo.Address, users, [kind]))];
            await CallAsync(ways, int.MaxValue, WarmUp, cancellationToken);
            await SettleAsync(silos[0], users, cancellationToken);
            var idle = Read(silos, azurite);
            await Task.Delay(IdleFor, cancellationToken);
            var before = Read(silos, azurite);
            var started = Stopwatch.GetTimestamp();
            await CallAsync(ways, calls, TimeSpan.FromMinutes(10), cancellationToken);

            // Vectors are part of what an append costs.
            await SettleAsync(silos[0], users, cancellationToken);
            var spent = Read(silos, azurite) - before;
            var resting = (before - idle) * (Stopwatch.GetElapsedTime(started) / IdleFor);
            costs.Add((kind, (spent - resting) * (1.0 / calls)));
            Array.ForEach(ways, way => way.Dispose());
        }

        return costs;
    }

    private static async Task CallAsync(
        LoadCalls[] ways, int calls, TimeSpan limit, CancellationToken cancellationToken)
    {
        var left = calls;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(
            async () =>
            {
                while (Interlocked.Decrement(ref left) is var number and >= 0
                    && Stopwatch.GetElapsedTime(started) < limit)
                {
                    if (await ways[number % ways.Length].CallAsync(cancellationToken) is { } status)
                    {
                        throw new InvalidOperationException($"A call failed with {status}.");
                    }
                }
            },
            cancellationToken)));
    }

    private static async Task SettleAsync(ServerProcess silo, string[] users, CancellationToken cancellationToken)
    {
        using var client = new AgentsClient(silo.Address);
        foreach (var user in users)
        {
            while ((await client.StatsAsync(user, cancellationToken)).Pending > 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
            }
        }
    }

    private static Cost Read(List<ServerProcess> silos, AzuriteServer azurite) =>
        new(silos.Sum(silo => silo.ProcessorTime.TotalMilliseconds), azurite.Requests);
}
