using System.Diagnostics;
using Agents.Bench.Hosting;
using Agents.Bench.Statistics;
using Agents.Contracts;
using Agents.Grains.Abstractions;

namespace Agents.Bench.Figures;

/// <summary>What an append costs while the user's turns are read for items, against the same with that off.</summary>
/// <remarks>Reading does not wait here until the user is quiet, as it does in use: every append meets it. Half of the
/// turns state something.</remarks>
internal sealed class BackgroundFigure : IFigure
{
    private const string User = "talker";
    private const int Callers = 4;

    public string Name => "background";

    public string What => "append p50 of 4 callers while turns are read for items, against reading off";

    public Must Must => new(1.2, "x", AtLeast: false);

    public async Task<Measurement> MeasureAsync(FigureContext context, CancellationToken cancellationToken)
    {
        var folder = context.NewFolder("background");
        await using var off = await LocalGrains.StartAsync(
            Path.Combine(folder, "off"), context.Stub, cancellationToken, "--UserMemory:Consolidation=false");
        await using var on = await LocalGrains.StartAsync(
            Path.Combine(folder, "on"),
            context.Stub,
            cancellationToken,
            "--UserMemory:Consolidation=true",
            "--UserMemory:ConsolidationQuietMs=0");
        var count = context.Count(full: 500, quick: 50);
        await AppendAsync(off, 0, count, cancellationToken);
        await AppendAsync(on, 0, count, cancellationToken);
        List<double> ratios = [], with = [], without = [];
        for (var round = 1; round <= context.Count(full: 7, quick: 2); round++)
        {
            without.Add(await AppendAsync(off, round, count, cancellationToken));
            with.Add(await AppendAsync(on, round, count, cancellationToken));
            ratios.Add(with[^1] / without[^1]);
        }

        return new Measurement(
            Quantiles.Median(ratios),
            new Beside("with", Quantiles.Median(with) * 1e3, "ms p50"),
            new Beside("without", Quantiles.Median(without) * 1e3, "ms p50"),
            new Beside("lowest ratio", ratios.Min(), "x"),
            new Beside("highest", ratios.Max(), "x"));
    }

    /// <summary>Appends by all callers, and waits until all of it is indexed, and read where that is on.</summary>
    /// <returns>The median of an append in seconds.</returns>
    private static async Task<double> AppendAsync(
        LocalGrains grains, int round, int count, CancellationToken cancellationToken)
    {
        var taken = await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(
            async () =>
            {
                var seconds = new List<double>(count);
                for (var i = 0; i < count; i++)
                {
                    var started = Stopwatch.GetTimestamp();
                    await AppendOneAsync(grains, $"{round}.{caller}.{i}", TextOf(round, caller, i), cancellationToken);
                    seconds.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
                }

                return seconds;
            },
            cancellationToken)));
        while (await OwesAsync(grains, cancellationToken))
        {
            await Task.Delay(10, cancellationToken);
        }

        return Quantiles.Median([.. taken.SelectMany(seconds => seconds)]);
    }

    private static string TextOf(int round, int caller, int i)
    {
        var name = $"x{round}y{caller}z{i}";
        return (i % 4) switch
        {
            0 => $"I like {name} with my breakfast, as you know.",
            1 => $"Nothing of note happened on the way {name}.",
            2 => $"I have a dog called {name}, and we walk a lot.",
            _ => $"The weather was fair again {name}, and so it went.",
        };
    }

    private static async Task AppendOneAsync(
        LocalGrains grains, string id, string text, CancellationToken cancellationToken)
    {
        var request = new AppendRequest
        {
            Episodes = [new EpisodeInput { Id = id, Role = MessageRoles.User, Author = User, Text = text }],
        };
        var result = await grains.Of(User).AppendAsync(LocalGrains.ScopeOf(User), request, cancellationToken);
        if (!result.TryGetValue(out _, out var error))
        {
            throw new InvalidOperationException($"An append was refused: {error}");
        }
    }

    private static async Task<bool> OwesAsync(LocalGrains grains, CancellationToken cancellationToken)
    {
        var stats = await grains.Of(User).StatsAsync(LocalGrains.ScopeOf(User), cancellationToken);
        return stats.TryGetValue(out var value, out _)
            && (value.Pending > 0 || (grains.Consolidates && value.Positions.Consolidated < value.Positions.Durable));
    }
}
