using Agents.TestKit.Time;
using Microsoft.Extensions.AI;

namespace Agents.Grains.Tests.UserMemory;

/// <summary>A silo whose model is still being loaded when its first user calls.</summary>
public sealed class LoadingModelTests
{
    [Fact]
    public async Task Who_calls_before_the_model_is_loaded_waits_for_it_and_is_answered()
    {
        await using var cluster = new MemoryCluster();
        using var model = new LoadingModel(cluster.Model);
        cluster.Before = _ => model;
        await cluster.InitializeAsync();
        var user = cluster.Of("early");

        var append = user.AppendAsync("a", "I live in Porto.");
        var search = user.FindAsync("Where do I live?");
        await model.Asked;
        Assert.False(append.IsCompleted || search.IsCompleted);
        model.Load();

        Assert.Equal("a", Assert.Single((await append).Episodes).Id);
        await search;
        Assert.Equal(["a"], await user.FindAsync("Where do I live?"));
    }

    [Fact]
    public async Task A_load_that_does_not_end_costs_a_call_a_minute_and_the_next_one_waits_anew()
    {
        await using var cluster = new MemoryCluster();
        using var model = new LoadingModel(cluster.Model);
        cluster.Before = _ => model;
        await cluster.InitializeAsync();
        var user = cluster.Of("early");

        var append = user.AppendAsync("a", "I live in Porto.");
        await model.Asked;
        await Until.IsSoAsync(() =>
        {
            cluster.Clock.Advance(TimeSpan.FromMinutes(1));
            return append.IsCompleted;
        });

        await Assert.ThrowsAsync<TimeoutException>(() => append);
        model.Load();
        await user.AppendAsync("a", "I live in Porto.");
        Assert.Equal(["a"], await user.FindAsync("Where do I live?"));
    }

    /// <summary>Knows no model, and lets calls wait, until it is loaded.</summary>
    private sealed class LoadingModel(IEmbeddingGenerator<string, Embedding<float>> loaded)
        : DelegatingEmbeddingGenerator<string, Embedding<float>>(loaded)
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Gets what ends when the first call waits.</summary>
        public Task Asked => _asked.Task;

        public void Load() => _loaded.SetResult();

        public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null,
            CancellationToken cancellationToken = default)
        {
            _asked.TrySetResult();
            await _loaded.Task.WaitAsync(cancellationToken);
            return await base.GenerateAsync(values, options, cancellationToken);
        }

        public override object? GetService(Type serviceType, object? serviceKey = null) =>
            _loaded.Task.IsCompleted ? base.GetService(serviceType, serviceKey) : null;
    }
}
