using System.Diagnostics;
using System.Globalization;
using Agents.Bench.Figures;
using Agents.Bench.Hosting;
using Agents.Bench.Load;

namespace Agents.Bench.Cluster;

/// <summary>Many registered users, some of them active at a time, on one silo: its memory follows the active
/// ones.</summary>
/// <remarks>The silo runs in this process. Each round activates other users after the last ones were let go.</remarks>
internal static class PopulationTable
{
    private const int AtOnce = 8;
    private const int RoundsMax = 3;

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static async Task PrintAsync(
        StubServer stub, string folder, int users, int active, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await Population.WriteAsync(folder, users, cancellationToken);
        var took = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Print(string.Create(
            Invariant,
            $"{Machine.Description}; {users} users of {Population.EpisodesEach} episodes written in {took:0} s"));
        await using var grains = await LocalGrains.StartAsync(
            folder, stub, cancellationToken, "--UserMemory:Consolidation=false");
        await ActivateAsync(grains, 0, 1, cancellationToken);
        var before = Settled();
        Print(string.Create(Invariant, $"nobody active: {Now(before)}"));
        var rounds = Math.Min(RoundsMax, Math.Max(1, users / active));
        for (var round = 0; round < rounds; round++)
        {
            var count = Math.Min(active, users);
            var latencies = await ActivateAsync(grains, round * count, count, cancellationToken);
            var after = Settled();
            Print(string.Create(
                Invariant,
                $"round {round + 1}, {count} others active: {Now(after)}, "
                + $"{(after - before) / 1e3 / count:0.0} kB a user; "
                + $"activation p50 {latencies.Percentile(50):0.0} ms, p99 {latencies.Percentile(99):0.0} ms, "
                + $"{AtOnce} at once"));
            await grains.DeactivateAllAsync();
            Print($"  and let go: {Now(Settled())}");
        }
    }

    private static async Task<LatencyRecorder> ActivateAsync(
        LocalGrains grains, int first, int count, CancellationToken cancellationToken)
    {
        var latencies = new LatencyRecorder();
        await Parallel.ForEachAsync(
            Enumerable.Range(first, count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (user, token) =>
            {
                var name = Population.NameOf(user);
                var began = Stopwatch.GetTimestamp();
                var result = await grains.Of(name).StatsAsync(LocalGrains.ScopeOf(name), token);
                latencies.Record(began, null);
                if (!result.TryGetValue(out var stats, out var error)
                    || stats.Kinds.Values.Sum() != Population.EpisodesEach)
                {
                    throw new InvalidOperationException($"{name} has {stats?.Kinds.Values.Sum()} episodes: {error}");
                }
            });
        return latencies;
    }

    private static string Now(long managed) => string.Create(
        Invariant, $"{managed / 1e6:0} MB managed, {Environment.WorkingSet / 1e6:0} MB resident");

    private static long Settled() => GC.GetTotalMemory(forceFullCollection: true);

    private static void Print(string line) => Console.WriteLine(line);
}
