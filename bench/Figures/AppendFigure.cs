using System.Diagnostics;
using Agents.Bench.Hosting;
using Agents.Bench.Load;
using Agents.Bench.Statistics;
using Agents.Contracts;
using Agents.Grains.Abstractions;

namespace Agents.Bench.Figures;

/// <summary>Durable appends of one user by 64 callers at once, against how often the same disk can flush a
/// frame.</summary>
/// <remarks>Vectors are made and written meanwhile, as they are in use.</remarks>
internal sealed class AppendFigure : IFigure
{
    private const string Meter = "Agents.Memory";
    private const string User = "writer";
    private const int Callers = 64;
    private const int FrameBytes = 400;
    private const int Sentences = 4_096;
    private const int Seed = 74;

    public string Name => "append";

    public string What => "durable appends of one user, 64 callers, against the fsync rate";

    public Must Must => new(6, "x", AtLeast: true);

    public async Task<Measurement> MeasureAsync(FigureContext context, CancellationToken cancellationToken)
    {
        var folder = context.NewFolder("append");
        var appendFor = TimeSpan.FromSeconds(context.Count(full: 3, quick: 1));
        var flushFor = TimeSpan.FromSeconds(context.Count(full: 2, quick: 1));
        var sentences = new SentenceGenerator(Seed);
        string[] texts = [.. Enumerable.Range(0, Sentences).Select(_ => sentences.Sentence())];
        using var groups = new MeterTap(Meter, "agents.memory.commit.frames");
        using var commits = new MeterTap(Meter, "agents.memory.commit.duration");
        await using var grains = await LocalGrains.StartAsync(
            Path.Combine(folder, "data"), context.Stub, cancellationToken);
        await AppendAsync(grains, texts, round: 0, appendFor, cancellationToken);
        List<double> ratios = [], appends = [], costs = [], flushes = [];
        for (var round = 1; round <= context.Count(full: 5, quick: 2); round++)
        {
            flushes.Add(await FlushAsync(Path.Combine(folder, $"floor-{round}"), flushFor, cancellationToken));
            var (rate, cost) = await AppendAsync(grains, texts, round, appendFor, cancellationToken);
            appends.Add(rate);
            costs.Add(cost);
            ratios.Add(appends[^1] / flushes[^1]);
        }

        return new Measurement(
            Quantiles.Median(ratios),
            new Beside("appends", Quantiles.Median(appends), "/s"),
            new Beside("fsync of 400 B", Quantiles.Median(flushes), "/s"),
            new Beside("processor time of an append", Quantiles.Median(costs) * 1e6, "us"),
            new Beside("frames of a group", groups.Median, "p50"),
            new Beside("commit of a group", commits.Median * 1e3, "ms p50"),
            new Beside("lowest ratio", ratios.Min(), "x"),
            new Beside("highest", ratios.Max(), "x"));
    }

    /// <summary>Appends a frame's bytes and flushes, over and over. Returns how often in a second.</summary>
    private static async Task<double> FlushAsync(string path, TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(
            path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var frame = new byte[FrameBytes];
        new Random(Seed).NextBytes(frame);
        var count = 0;
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < duration)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await file.WriteAsync(frame, cancellationToken);
            file.Flush(flushToDisk: true);
            count++;
        }

        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Has all callers append for a while, each one after its last was durable. Returns how many a second, and
    /// the processor time of one in seconds, vectors, snapshots and the callers themselves included.</summary>
    private static async Task<(double Rate, double Processor)> AppendAsync(
        LocalGrains grains, string[] sentences, int round, TimeSpan duration, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var used = Environment.CpuUsage.TotalTime;
        var counts = await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(
            async () =>
            {
                var count = 0;
                for (; Stopwatch.GetElapsedTime(started) < duration; count++)
                {
                    var id = $"{round}.{caller}.{count}";
                    var text = sentences[((count * Callers) + caller) % sentences.Length];

                    // The id makes the text new, so that its vector comes from no cache.
                    await AppendOneAsync(grains, id, $"{text} {id}", cancellationToken);
                }

                return count;
            },
            cancellationToken)));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        used = Environment.CpuUsage.TotalTime - used;
        return (counts.Sum() / seconds, used.TotalSeconds / counts.Sum());
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
}
