using System.Diagnostics;
using Agents.Bench.Hosting;
using Agents.Bench.Load;
using Agents.Bench.Statistics;

namespace Agents.Bench.Figures;

/// <summary>The first call to a user whose grain is not active: open the log, read the snapshot, fold what came after
/// it.</summary>
/// <remarks>The files are in the system's cache, as after a deactivation; a cold disk adds its reading time.</remarks>
internal sealed class ActivationFigure : IFigure
{
    public string Name => "activation";

    public string What => "activation of a user with 10,000 memories, p50";

    public Must Must => new(300, "ms");

    public async Task<Measurement> MeasureAsync(FigureContext context, CancellationToken cancellationToken)
    {
        var data = await context.DataAsync(cancellationToken);
        var users = data.Users.Take(context.Count(full: 8, quick: 3)).ToArray();
        await using var grains = await LocalGrains.StartAsync(data.Folder, context.Stub, cancellationToken);
        await RoundAsync(grains, users, cancellationToken);
        var with = await RoundsAsync(context, grains, users, cancellationToken);

        await grains.DeactivateAllAsync();
        using var aside = SnapshotsAside.Move(data.Folder, context.NewFolder("snapshots"));
        var without = await RoundsAsync(context, grains, users, cancellationToken);

        // Files are open while their user is active, and the snapshots go back into their folders.
        await grains.DeactivateAllAsync();
        return new Measurement(
            Quantiles.Median(with),
            new Beside("p95", Quantiles.Of(with, 0.95), "ms"),
            new Beside("without a snapshot", Quantiles.Median(without), "ms p50"),
            new Beside("snapshots set aside", aside.Count, ""),
            new Beside("activations", with.Count, ""));
    }

    private static async Task<List<double>> RoundsAsync(
        FigureContext context, LocalGrains grains, string[] users, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        for (var round = 0; round < context.Count(full: 5, quick: 2); round++)
        {
            times.AddRange(await RoundAsync(grains, users, cancellationToken));
        }

        return times;
    }

    private static async Task<List<double>> RoundAsync(
        LocalGrains grains, string[] users, CancellationToken cancellationToken)
    {
        await grains.DeactivateAllAsync();
        var times = new List<double>();
        foreach (var user in users)
        {
            var started = Stopwatch.GetTimestamp();
            var result = await grains.Of(user).StatsAsync(LocalGrains.ScopeOf(user), cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (!result.TryGetValue(out var stats, out var error) || stats.Kinds.Values.Sum() < DataSet.MemoriesPerUser)
            {
                throw new InvalidOperationException($"{user} has {stats?.Kinds.Values.Sum()} memories: {error}");
            }
        }

        return times;
    }
}
