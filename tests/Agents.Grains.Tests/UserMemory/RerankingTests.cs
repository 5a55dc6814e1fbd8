using Agents.Contracts;
using Agents.Grains.UserMemory;
using Agents.TestKit.Time;

namespace Agents.Grains.Tests.UserMemory;

public sealed class RerankingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_reranker_prefers_comes_first_even_from_below_the_limit()
    {
        var reranker = new ScriptedReranker(text => text.Contains("town7", StringComparison.Ordinal) ? 9 : -9);
        await using var cluster = await StartAsync(reranker, options => options.RerankWeight = 5);
        var user = await FilledAsync(cluster, 30);

        var hit = Assert.Single((await user.SearchAsync("What did the beagle eat?", limit: 1)).Hits);

        Assert.Equal("id07", hit.Id);
        Assert.True(hit.Signals["rerank"] > 0);
        Assert.Equal(hit.Score, hit.Signals.Values.Sum(), 1e-9);
        Assert.Equal(30, Assert.Single(reranker.Asked).Texts.Count);
    }

    [Fact]
    public async Task It_reads_the_best_fifty_and_those_it_was_not_shown_follow()
    {
        var reranker = new ScriptedReranker(text => text.Length);
        await using var cluster = await StartAsync(reranker);
        var user = await FilledAsync(cluster, 80);

        var hits = (await user.SearchAsync("What did the beagle eat?", limit: 80)).Hits;

        var shown = Assert.Single(reranker.Asked).Texts.ToHashSet();
        Assert.Equal(Reranking.CandidatesMax, shown.Count);
        Assert.Equal(80, hits.Count);
        Assert.All(hits.Take(50), hit => Assert.Contains(hit.Text, shown));
        Assert.All(hits.Zip(hits.Skip(1)), pair => Assert.True(pair.First.Score >= pair.Second.Score));
    }

    [Fact]
    public async Task It_is_asked_in_the_words_of_whoever_the_question_names()
    {
        var reranker = new ScriptedReranker(_ => 0);
        await using var cluster = await StartAsync(reranker);
        var user = cluster.Of("rerank-names");
        UserMemory.Value(await user.TryAppendAsync(
            UserMemory.Turn("a", "I adopted a beagle.") with { Author = "Caroline" },
            UserMemory.Turn("b", "How nice.") with { Author = "Melanie" }));

        await user.SearchAsync("What did Caroline adopt?");

        Assert.Equal("What did I adopt?", Assert.Single(reranker.Asked).Question);
    }

    [Fact]
    public async Task A_late_reranker_is_skipped_and_cancelled_and_the_order_stands()
    {
        var gate = new TaskCompletionSource();
        var reranker = new ScriptedReranker(text => text.Length) { Gate = gate.Task };
        await using var cluster = await StartAsync(reranker, options => options.DeadlinesOff = false);
        await using var plain = await StartAsync(null);
        var (user, other) = (await FilledAsync(cluster, 12), await FilledAsync(plain, 12));

        // A vector that comes with the question is exact throughout, one in the index at first only coarse: memories
        // that are as alike as these may then change places.
        await user.IndexedAsync();
        await other.IndexedAsync();
        var expected = await other.FindAsync("What did the beagle eat?");

        var search = user.SearchAsync("What did the beagle eat?");
        await Until.IsSoAsync(() =>
        {
            cluster.Clock.Advance(TimeSpan.FromSeconds(reranker.Asked.IsEmpty ? 0 : 1));
            return search.IsCompleted;
        });

        var response = await search;
        Assert.Equal(["reranking"], response.Skipped);
        Assert.Equal(expected, response.Hits.Select(hit => hit.Id));
        Assert.All(response.Hits, hit => Assert.DoesNotContain("rerank", hit.Signals));
        Assert.True(reranker.LastToken.IsCancellationRequested);
        gate.SetResult();
    }

    [Fact]
    public async Task A_broken_reranker_costs_the_better_order_and_never_the_answer()
    {
        var reranker = new ScriptedReranker(_ => 0) { Failure = new InvalidOperationException("It is broken.") };
        await using var cluster = await StartAsync(reranker);
        var user = await FilledAsync(cluster, 3);

        var response = await user.SearchAsync("What did the beagle eat?");
        var explained = await ExplainAsync(user, "id02", 1);

        Assert.Equal(3, response.Hits.Count);
        Assert.Equal(["reranking"], response.Skipped);
        Assert.Equal("off: it was late, or failed", explained.Switches["rerank"]);
    }

    [Fact]
    public async Task An_explanation_tells_its_weight_its_share_and_what_a_memory_would_have_needed()
    {
        var reranker = new ScriptedReranker(text => text.Contains("town7", StringComparison.Ordinal) ? 9 : -9);
        await using var cluster = await StartAsync(reranker, options => options.RerankWeight = 2);
        var user = await FilledAsync(cluster, 30);

        var best = await ExplainAsync(user, "id07", 3);
        var other = await ExplainAsync(user, "id20", 3);

        Assert.Equal(("on", 2), (best.Switches["rerank"], best.Weights["rerank"]));
        Assert.Contains("reranking", best.StageMs);
        Assert.Equal((1, ""), (best.Memory!.Rank, best.Memory.Needed));
        Assert.True(best.Memory.Signals["rerank"] > 0);
        Assert.True(other.Memory!.Rank > 3);
        Assert.True(other.Memory.Signals["rerank"] < 0);
        Assert.StartsWith("A score above", other.Memory.Needed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_reranker_nothing_speaks_of_one()
    {
        await using var cluster = await StartAsync(null);
        var user = await FilledAsync(cluster, 3);

        var explained = await ExplainAsync(user, "id02", 1);

        Assert.DoesNotContain("rerank", explained.Switches);
        Assert.DoesNotContain("rerank", explained.Memory!.Signals);
    }

    private static async Task<ExplainResponse> ExplainAsync(UserMemory user, string id, int limit) =>
        UserMemory.Value(await user.Grain.ExplainAsync(
            user.Scope, new ExplainRequest { Query = "What did the beagle eat?", Id = id, Limit = limit }, Token));

    private static async Task<UserMemory> FilledAsync(MemoryCluster cluster, int turns)
    {
        var user = cluster.Of("rerank");
        UserMemory.Value(await user.TryAppendAsync([.. Enumerable.Range(0, turns).Select(
            i => UserMemory.Turn($"id{i:00}", $"The beagle ate {i} biscuits on the trip to town{i}."))]));
        return user;
    }

    private static async Task<MemoryCluster> StartAsync(
        ScriptedReranker? reranker, Action<UserMemoryOptions>? configure = null)
    {
        var cluster = new MemoryCluster { Reranker = reranker };
        if (configure is not null)
        {
            cluster.Configure = configure;
        }

        await cluster.InitializeAsync();
        return cluster;
    }
}
