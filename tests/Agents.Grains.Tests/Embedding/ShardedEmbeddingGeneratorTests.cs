using Agents.Grains.Abstractions;
using Agents.Grains.Embedding;
using Agents.TestKit.Embedding;
using Agents.TestKit.Logging;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Agents.Grains.Tests.Embedding;

/// <summary>What becomes of texts by what a shard does with them.</summary>
public sealed class ShardedEmbeddingGeneratorTests : IDisposable
{
    private static readonly EmbeddingGenerationOptions Background = new()
    {
        AdditionalProperties = new() { ["agents.priority"] = "background" },
    };

    private readonly FakeTimeProvider _clock = new();
    private readonly HashEmbeddingGenerator _local = new();
    private readonly HashEmbeddingGenerator _remote = new();
    private readonly CapturedLog _log = new();
    private readonly ScriptedShards _shards;
    private readonly List<ServiceProvider> _providers = [];

    public ShardedEmbeddingGeneratorTests() => _shards = new ScriptedShards { Answer = EmbedAsync };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _providers.ForEach(provider => provider.Dispose());
        _local.Dispose();
        _remote.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task A_shard_embeds_and_the_own_model_rests()
    {
        var vectors = await Generator().GenerateAsync(["one", "two"], null, Token);

        Assert.Equal(await ExpectedAsync("one", "two"), Read(vectors));
        Assert.Empty(_local.Seen);
        Assert.Equal("test/hash", Assert.Single(_shards.Calls).Request.ModelId);
    }

    [Fact]
    public async Task Many_texts_go_to_several_shards_and_come_back_in_order()
    {
        var texts = Enumerable.Range(0, 300).Select(i => $"text {i}").ToArray();

        var vectors = await Generator().GenerateAsync(texts, Background, Token);

        Assert.Equal(await ExpectedAsync(texts), Read(vectors));
        Assert.Equal(5, _shards.Calls.Select(call => call.Shard).Distinct().Count());
        Assert.All(_shards.Calls, call => Assert.True(call.Request.Background));
    }

    [Fact]
    public async Task A_shard_with_another_model_is_refused_and_told_of()
    {
        using var other = new HashEmbeddingGenerator("test/other");
        _shards.Answer = (request, token) => EmbedWithAsync(other, request, token);

        var vectors = await Generator().GenerateAsync(["one"], null, Token);

        Assert.Equal("test/hash", vectors[0].ModelId);
        Assert.Equal(1, _local.Seen["one"]);
        Assert.Contains(_log.Lines, line => line.StartsWith("Warning", StringComparison.Ordinal)
            && line.Contains("test/other", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_shard_that_lies_about_its_dimension_or_its_count_is_refused()
    {
        _shards.Answer = async (request, token) => (await EmbedAsync(request, token)) with { Dimension = 32 };
        await Generator().GenerateAsync(["one"], null, Token);
        _shards.Answer = async (request, token) => (await EmbedAsync(request, token)) with { Vectors = new byte[8] };
        var vectors = await Generator().GenerateAsync(["two"], null, Token);

        Assert.Equal(await ExpectedAsync("two"), Read(vectors));
        Assert.Equal(["one", "two"], _local.Seen.Keys.Order());
    }

    [Fact]
    public async Task A_late_shard_is_left_behind_and_its_texts_are_embedded_here()
    {
        var left = new TaskCompletionSource();
        _shards.Answer = async (_, token) =>
        {
            await using var registration = token.Register(left.SetResult);
            await Task.Delay(Timeout.Infinite, Token);
            throw new InvalidOperationException("not reached");
        };

        var embedding = Generator().GenerateAsync(["one"], null, Token);
        _clock.Advance(TimeSpan.FromMilliseconds(75));

        Assert.Equal(await ExpectedAsync("one"), Read(await embedding));
        await left.Task.WaitAsync(Token);
        Assert.Equal(1, _local.Seen["one"]);
    }

    [Fact]
    public async Task A_busy_shard_is_asked_again_and_a_broken_one_only_after_a_while()
    {
        var generator = Generator(shards: 1);
        _shards.Answer = (_, _) => Task.FromResult(new EmbedResponse { Outcome = EmbedOutcome.Busy });
        await generator.GenerateAsync(["one"], null, Token);
        _shards.Answer = (_, _) => throw new InvalidOperationException("broken");
        await generator.GenerateAsync(["two"], null, Token);
        await generator.GenerateAsync(["three"], null, Token);

        Assert.Equal(2, _shards.Calls.Count);
        Assert.Equal(["one", "three", "two"], _local.Seen.Keys.Order());
        _shards.Answer = EmbedAsync;
        _clock.Advance(TimeSpan.FromSeconds(5));
        await generator.GenerateAsync(["four"], null, Token);
        Assert.DoesNotContain("four", _local.Seen.Keys);
    }

    [Fact]
    public async Task A_text_that_is_too_long_for_a_call_is_embedded_here_and_the_others_are_not()
    {
        var tall = new string('x', EmbeddingShards.CharsMax + 1);

        var vectors = await Generator().GenerateAsync(["one", tall, "two"], null, Token);

        Assert.Equal(await ExpectedAsync("one", tall, "two"), Read(vectors));
        Assert.Equal([tall], _local.Seen.Keys);
    }

    [Fact]
    public async Task A_caller_that_leaves_is_not_served_from_here()
    {
        using var leaves = new CancellationTokenSource();
        _shards.Answer = async (_, _) =>
        {
            await leaves.CancelAsync();
            throw new OperationCanceledException(leaves.Token);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Generator().GenerateAsync(["one"], null, leaves.Token));

        Assert.Empty(_local.Seen);
    }

    [Fact]
    public async Task What_the_own_model_throws_reaches_the_caller()
    {
        _shards.Answer = (_, _) => throw new InvalidOperationException("broken");
        _local.Failure = new HttpRequestException("full");

        var failure = await Assert.ThrowsAsync<HttpRequestException>(
            () => Generator().GenerateAsync(["one"], null, Token));

        Assert.Equal("full", failure.Message);
    }

    [Fact]
    public async Task A_node_without_a_model_of_its_own_learns_from_the_first_shard_which_it_is()
    {
        var generator = Generator(local: new Unloaded(_local), isLocalFirst: false);
        Assert.Null(generator.GetService<EmbeddingGeneratorMetadata>());

        await generator.GenerateAsync(["one"], null, Token);

        Assert.Null(_shards.Calls.Single().Request.ModelId);
        Assert.Equal("test/hash", generator.GetService<EmbeddingGeneratorMetadata>()!.DefaultModelId);
        Assert.Equal(64, generator.GetService<EmbeddingGeneratorMetadata>()!.DefaultModelDimensions);
        await generator.GenerateAsync(["two"], null, Token);
        Assert.Equal("test/hash", _shards.Calls.Last().Request.ModelId);
        Assert.Empty(_local.Seen);
    }

    [Fact]
    public async Task A_node_that_keeps_vectors_asks_no_shard_before_it_knows_its_own_model()
    {
        var generator = Generator(local: new Unloaded(_local), isLocalFirst: true);

        await generator.GenerateAsync(["one"], null, Token);

        Assert.Empty(_shards.Calls);
        Assert.Equal(1, _local.Seen["one"]);
    }

    [Fact]
    public async Task No_text_is_logged()
    {
        _shards.Answer = (_, _) => throw new InvalidOperationException("I live in Porto.");

        await Generator().GenerateAsync(["I live in Porto."], null, Token);

        Assert.DoesNotContain(_log.Lines, line => line.Contains("Porto", StringComparison.Ordinal));
    }

    private IEmbeddingGenerator<string, Embedding<float>> Generator(
        int shards = 8, IEmbeddingGenerator<string, Embedding<float>>? local = null, bool isLocalFirst = true)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(_log).SetMinimumLevel(LogLevel.Trace));
        services.AddMetrics();
        services.AddSingleton<TimeProvider>(_clock);
        services.AddSingleton<IGrainFactory>(_shards);
        services.AddShardedEmbedding(
            _ => local ?? _local, isLocalFirst, configure: options => options.Shards = shards);
        var provider = services.BuildServiceProvider();
        _providers.Add(provider);
        return provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>();
    }

    private Task<EmbedResponse> EmbedAsync(EmbedRequest request, CancellationToken token) =>
        EmbedWithAsync(_remote, request, token);

    private static async Task<EmbedResponse> EmbedWithAsync(
        HashEmbeddingGenerator model, EmbedRequest request, CancellationToken token) =>
        PackedEmbeddings.Pack(
            await model.GenerateAsync(request.Texts, null, token),
            model.GetRequiredService<EmbeddingGeneratorMetadata>());

    private static async Task<float[][]> ExpectedAsync(params string[] texts)
    {
        using var model = new HashEmbeddingGenerator();
        return Read(await model.GenerateAsync(texts, null, Token));
    }

    private static float[][] Read(GeneratedEmbeddings<Embedding<float>> vectors) =>
        [.. vectors.Select(vector => vector.Vector.ToArray())];

    /// <summary>A model that does not say which it is, as one that is not loaded yet.</summary>
    private sealed class Unloaded(IEmbeddingGenerator<string, Embedding<float>> inner)
        : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
    {
        public override object? GetService(Type serviceType, object? serviceKey = null) => null;
    }
}
