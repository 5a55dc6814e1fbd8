using Agents.Embedding.Caching;
using Agents.Embedding.Tests.TestKit;
using Microsoft.Extensions.AI;

namespace Agents.Embedding.Tests.Caching;

public sealed class CachedEmbeddingGeneratorTests
{
    private static readonly EmbeddingGenerationOptions Background = new()
    {
        AdditionalProperties = new() { [EmbeddingProperties.Priority] = EmbeddingProperties.Background },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_known_text_is_not_computed_again_and_keeps_its_properties()
    {
        var inner = new FakeGenerator();
        using var cached = new CachedEmbeddingGenerator(inner, 10);

        await cached.GenerateAsync(["a", "bb"], null, Token);
        var again = await cached.GenerateAsync(["bb", "ccc", "a"], null, Token);

        Assert.Equal([["a", "bb"], ["ccc"]], inner.Calls.Select(call => call.Texts));
        Assert.Equal([2f, 3f, 1f], again.Select(embedding => embedding.Vector.Span[0]));
        Assert.All(again, embedding => Assert.Equal(FakeGenerator.ModelId, embedding.ModelId));
        Assert.All(
            again, embedding => Assert.Equal(0.5, embedding.AdditionalProperties![EmbeddingProperties.UnknownShare]));
        Assert.Equal(6, again.Usage!.InputTokenCount);
    }

    [Fact]
    public async Task The_same_text_twice_in_a_call_is_computed_once()
    {
        var inner = new FakeGenerator();
        using var cached = new CachedEmbeddingGenerator(inner, 10);

        var embeddings = await cached.GenerateAsync(["a", "bb", "a"], null, Token);

        Assert.Equal(["a", "bb"], Assert.Single(inner.Calls).Texts);
        Assert.Equal([1f, 2f, 1f], embeddings.Select(embedding => embedding.Vector.Span[0]));
    }

    [Fact]
    public async Task What_was_not_asked_for_the_longest_is_dropped()
    {
        var inner = new FakeGenerator();
        using var cached = new CachedEmbeddingGenerator(inner, 2);

        await cached.GenerateAsync(["a"], null, Token);
        await cached.GenerateAsync(["bb"], null, Token);
        await cached.GenerateAsync(["a"], null, Token);
        await cached.GenerateAsync(["ccc"], null, Token);
        await cached.GenerateAsync(["a"], null, Token);
        await cached.GenerateAsync(["bb"], null, Token);

        Assert.Equal(["a", "bb", "ccc", "bb"], inner.Calls.Select(call => call.Texts[0]));
    }

    [Fact]
    public async Task Callers_that_ask_for_the_same_text_share_one_computation_and_one_may_leave()
    {
        var inner = new FakeGenerator { IsHeld = true };
        using var cached = new CachedEmbeddingGenerator(inner, 10);
        using var leave = new CancellationTokenSource();

        var first = cached.GenerateAsync(["a", "bb"], null, leave.Token);
        var second = cached.GenerateAsync(["bb"], null, Token);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        var call = Assert.Single(inner.Calls);
        Assert.False(call.CancellationToken.IsCancellationRequested);
        call.Permit.SetResult();

        Assert.Equal(2f, (await second)[0].Vector.Span[0]);
    }

    [Fact]
    public async Task A_computation_that_all_have_left_is_cancelled_and_a_later_caller_starts_anew()
    {
        var inner = new FakeGenerator { IsHeld = true };
        using var cached = new CachedEmbeddingGenerator(inner, 10);
        using var leave = new CancellationTokenSource();

        var first = cached.GenerateAsync(["a"], null, leave.Token);
        var second = cached.GenerateAsync(["a"], null, leave.Token);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(first, second));
        Assert.True(inner.Calls[0].CancellationToken.IsCancellationRequested);

        var third = cached.GenerateAsync(["a"], null, Token);
        inner.Calls[1].Permit.SetResult();
        Assert.Equal(1f, (await third)[0].Vector.Span[0]);
    }

    [Fact]
    public async Task An_interactive_call_does_not_wait_for_a_background_one()
    {
        var inner = new FakeGenerator { IsHeld = true };
        using var cached = new CachedEmbeddingGenerator(inner, 10);

        var background = cached.GenerateAsync(["a"], Background, Token);
        var interactive = cached.GenerateAsync(["a"], null, Token);
        inner.Calls[1].Permit.SetResult();
        await interactive;
        Assert.False(background.IsCompleted);
        inner.Calls[0].Permit.SetResult();
        await background;

        Assert.Equal([true, false], inner.Calls.Select(call => call.IsBackground));
    }

    [Fact]
    public async Task A_background_call_joins_an_interactive_one()
    {
        var inner = new FakeGenerator { IsHeld = true };
        using var cached = new CachedEmbeddingGenerator(inner, 10);

        var interactive = cached.GenerateAsync(["a"], null, Token);
        var background = cached.GenerateAsync(["a"], Background, Token);
        Assert.Single(inner.Calls).Permit.SetResult();

        await Task.WhenAll(interactive, background);
    }

    [Fact]
    public async Task A_failure_reaches_the_caller_and_is_not_remembered()
    {
        var inner = new FakeGenerator { Failure = new InvalidOperationException("no") };
        using var cached = new CachedEmbeddingGenerator(inner, 10);

        await Assert.ThrowsAsync<InvalidOperationException>(() => cached.GenerateAsync(["a"], null, Token));
        inner.Failure = null;

        Assert.Single(await cached.GenerateAsync(["a"], null, Token));
    }

    [Fact]
    public async Task A_change_to_a_returned_embedding_stays_with_its_caller()
    {
        using var cached = new CachedEmbeddingGenerator(new FakeGenerator(), 10);

        var first = await cached.GenerateAsync(["a"], null, Token);
        first[0].Vector = new float[] { 99 };
        first[0].AdditionalProperties!.Clear();
        var second = await cached.GenerateAsync(["a"], null, Token);

        Assert.Equal(1f, second[0].Vector.Span[0]);
        Assert.Equal(2, second[0].AdditionalProperties!.Count);
    }

    [Fact]
    public async Task Another_model_is_refused_although_the_vector_is_known()
    {
        using var cached = new CachedEmbeddingGenerator(new FakeGenerator(), 10);
        await cached.GenerateAsync(["a"], null, Token);

        await Assert.ThrowsAsync<ArgumentException>(
            () => cached.GenerateAsync(["a"], new EmbeddingGenerationOptions { ModelId = "fake/2" }, Token));
    }

    [Fact]
    public void The_inner_generator_goes_with_the_cache()
    {
        var inner = new FakeGenerator();
        new CachedEmbeddingGenerator(inner, 1).Dispose();

        Assert.True(inner.IsDisposed);
    }
}
