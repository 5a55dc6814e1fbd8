using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Agents.TestKit.Embedding;
using Agents.TestKit.Time;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Agents.Grains.Tests.Embedding;

/// <summary>Embedding shards in clusters whose silos have a GPU, or not.</summary>
public sealed class EmbeddingShardTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Shards_live_on_gpu_silos_only_and_spread_evenly_whoever_calls()
    {
        await using var cluster = await ShardCluster.StartAsync(
            ShardCluster.Unlabelled, ShardCluster.Gpu, ShardCluster.Gpu);
        using var local = new HashEmbeddingGenerator();

        await EmbedAsync(cluster.GeneratorOf(0), "silo", 4 * ShardCluster.Shards);
        await EmbedAsync(cluster.ClientGenerator(local), "client", 4 * ShardCluster.Shards);

        Assert.Equal(
            new Dictionary<Orleans.Runtime.SiloAddress, int>
            {
                [cluster.Silos[1].SiloAddress] = ShardCluster.Shards / 2,
                [cluster.Silos[2].SiloAddress] = ShardCluster.Shards / 2,
            },
            await cluster.SpreadAsync());
        Assert.Empty(local.Seen);
        Assert.Empty(cluster.Models[0].Seen);
        Assert.Equal(4 * ShardCluster.Shards, cluster.Models[1].Seen.Count);
        Assert.Equal(4 * ShardCluster.Shards, cluster.Models[2].Seen.Count);
    }

    [Fact]
    public async Task A_gpu_silo_that_joins_later_gets_its_share()
    {
        await using var cluster = await ShardCluster.StartSomeAsync(
            2, ShardCluster.Cpu, ShardCluster.Gpu, ShardCluster.Gpu);
        await EmbedAsync(cluster.GeneratorOf(0), "before", ShardCluster.Shards);
        var joined = await cluster.JoinAsync();

        // A shard looks at its place with a call, and the next call finds it where it belongs.
        await SpreadsAsync(cluster, joined.SiloAddress);

        Assert.Equal(ShardCluster.Shards / 2, (await cluster.SpreadAsync())[joined.SiloAddress]);
        Assert.Empty(cluster.Models[0].Seen);
    }

    [Fact]
    public async Task A_gpu_silo_that_hosts_no_shards_gets_none()
    {
        await using var cluster = await ShardCluster.StartAsync(
            ShardCluster.Cpu, ShardCluster.GpuOfNobody, ShardCluster.Gpu);

        await EmbedAsync(cluster.GeneratorOf(1), "text", 2 * ShardCluster.Shards);

        Assert.Equal([cluster.Silos[2].SiloAddress], (await cluster.SpreadAsync()).Keys);
        Assert.Empty(cluster.Models[1].Seen);
    }

    [Fact]
    public async Task Losing_every_gpu_silo_amid_traffic_costs_no_answer_and_one_that_comes_back_is_used()
    {
        await using var cluster = await ShardCluster.StartAsync(
            new ShardCluster(ShardCluster.Cpu, ShardCluster.Gpu, ShardCluster.Gpu) { IsRealTime = true }, count: 3);
        var traffic = new Traffic(cluster);
        await traffic.UntilAsync(() => cluster.Models[1].Seen.Count > 20 && cluster.Models[2].Seen.Count > 20);

        var (first, second) = (cluster.Silos[1], cluster.Silos[2]);
        await traffic.DuringAsync(cluster.KillAsync(second));
        await traffic.DuringAsync(cluster.KillAsync(first));
        await traffic.UntilAsync(() => cluster.Models[0].Seen.Count > 20);
        await traffic.DuringAsync(cluster.DeclareDeadAsync(second.SiloAddress, first.SiloAddress));
        var joining = cluster.JoinAsync();
        await traffic.DuringAsync(joining);

        // It has the number of one that died, and with it what that one's model has seen.
        var model = cluster.ModelOf(await joining);
        var before = model.Seen.Count;
        await traffic.UntilAsync(() => model.Seen.Count > before + 20);

        Assert.True(traffic.Answered > 60, $"{traffic.Answered} calls were answered");
    }

    [Fact]
    public async Task Without_a_gpu_silo_the_own_model_embeds_at_once()
    {
        await using var cluster = await ShardCluster.StartAsync(ShardCluster.Cpu);
        using var outcomes = new Outcomes(cluster.Silos[0].ServiceProvider);

        await EmbedAsync(cluster.GeneratorOf(0), "first", 1);
        await EmbedAsync(cluster.GeneratorOf(0), "second", 1);

        Assert.Equal(2, cluster.Models[0].Seen.Count);
        Assert.Equal(["no_nodes=1", "paused=1"], outcomes.Told);
    }

    [Fact]
    public async Task A_full_shard_answers_busy_and_the_caller_embeds_itself()
    {
        await using var cluster = await ShardCluster.StartAsync(ShardCluster.Cpu, ShardCluster.Gpu);
        using var outcomes = new Outcomes(cluster.Silos[0].ServiceProvider);
        var gate = new TaskCompletionSource();
        cluster.Models[1].Gate = gate.Task;
        var generator = cluster.GeneratorOf(0);

        var full = EmbedAsync(generator, "held", ShardCluster.Shards * ShardCluster.WaitingMax);
        await Until.IsSoAsync(async () => (await cluster.SpreadAsync()).Values.Sum() == ShardCluster.Shards);
        await EmbedAsync(generator, "more", ShardCluster.Shards * ShardCluster.WaitingMax);
        gate.SetResult();
        await full;

        Assert.Contains(outcomes.Told, told => told.StartsWith("busy=", StringComparison.Ordinal));
        Assert.True(cluster.Models[0].Seen.Count >= ShardCluster.Shards * ShardCluster.WaitingMax);
    }

    [Fact]
    public async Task Each_call_tells_its_outcome()
    {
        await using var cluster = await ShardCluster.StartAsync(ShardCluster.Cpu, ShardCluster.Gpu);
        using var outcomes = new Outcomes(cluster.Silos[0].ServiceProvider);

        await EmbedAsync(cluster.GeneratorOf(0), "text", 3);

        Assert.Equal(["remote=3"], outcomes.Told);
    }

    /// <summary>Embeds texts that nobody else does, and checks every vector.</summary>
    private static async Task EmbedAsync(
        IEmbeddingGenerator<string, Embedding<float>> generator, string name, int count, bool isBackground = false)
    {
        var options = isBackground
            ? new EmbeddingGenerationOptions { AdditionalProperties = new() { ["agents.priority"] = "background" } }
            : null;
        var texts = Enumerable.Range(0, count).Select(i => $"{name} number {i}").ToArray();
        using var model = new HashEmbeddingGenerator();
        var expected = await model.GenerateAsync(texts, null, Token);

        // One call a text, so that every shard is called; and one of all.
        GeneratedEmbeddings<Embedding<float>> vectors = count <= 4 * ShardCluster.Shards && !isBackground
            ? [.. await EachAsync(generator, texts)]
            : await generator.GenerateAsync(texts, options, Token);

        Assert.Equal(
            expected.Select(vector => vector.Vector.ToArray()), vectors.Select(vector => vector.Vector.ToArray()));
    }

    private static async Task<IEnumerable<Embedding<float>>> EachAsync(
        IEmbeddingGenerator<string, Embedding<float>> generator, string[] texts)
    {
        var vectors = new List<Embedding<float>>();
        foreach (var text in texts)
        {
            vectors.AddRange(await generator.GenerateAsync([text], null, Token));
        }

        return vectors;
    }

    private static Task SpreadsAsync(ShardCluster cluster, Orleans.Runtime.SiloAddress joined) =>
        Until.IsSoAsync(async () =>
        {
            cluster.Clock.Advance(TimeSpan.FromSeconds(6));
            await EmbedAsync(cluster.GeneratorOf(0), $"at {cluster.Clock.GetUtcNow().Ticks}", 2 * ShardCluster.Shards);
            var spread = await cluster.SpreadAsync();
            return spread.GetValueOrDefault(joined) == ShardCluster.Shards / 2
                && spread.Values.Sum() == ShardCluster.Shards;
        });

    /// <summary>Calls of four callers at once, over and over, each of whose vectors is checked.</summary>
    private sealed class Traffic(ShardCluster cluster)
    {
        private int _round;

        public int Answered { get; private set; }

        public async Task DuringAsync(Task change)
        {
            await UntilAsync(() => change.IsCompleted);
            await change;
        }

        public Task UntilAsync(Func<bool> isSo, [CallerArgumentExpression(nameof(isSo))] string what = "") =>
            Until.IsSoAsync(
                async () =>
                {
                    if (!isSo())
                    {
                        await CallAsync(_round++);
                    }

                    return isSo();
                },
                what: what);

        private async Task CallAsync(int round)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(caller => EmbedAsync(
                cluster.GeneratorOf(0), $"caller {caller} round {round}", 1 + caller, caller % 2 == 0)));
            Answered += 4;
        }
    }

    /// <summary>Counts the calls of a silo by outcome.</summary>
    private sealed class Outcomes : IDisposable
    {
        private readonly ConcurrentDictionary<string, long> _counts = new();
        private readonly MeterListener _listener = new();

        public Outcomes(IServiceProvider services)
        {
            var meters = services.GetRequiredService<IMeterFactory>();
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == meters && instrument.Name == "agents.memory.embedding.shard.calls")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
                _counts.AddOrUpdate((string)tags[0].Value!, value, (_, sum) => sum + value));
            _listener.Start();
        }

        public IEnumerable<string> Told => _counts.Select(count => $"{count.Key}={count.Value}").Order();

        public void Dispose() => _listener.Dispose();
    }
}
