using Agents.Contracts;
using Agents.Grains.Abstractions;
using Agents.TestKit.Time;

namespace Agents.Grains.Tests.UserMemory;

public sealed class RecallTests(MemoryCluster cluster) : IClassFixture<MemoryCluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_turn_is_found_before_the_background_has_embedded_it()
    {
        await using var own = new MemoryCluster { Configure = options => options.DeadlinesOff = false };
        await own.InitializeAsync();
        var held = new TaskCompletionSource();
        own.Model.Gate = held.Task;
        var user = own.Of("recall-1");
        await user.AppendAsync("a", "We adopted a beagle.");

        var search = user.SearchAsync("beagle");
        await Until.IsSoAsync(() =>
        {
            own.Clock.Advance(TimeSpan.FromSeconds(1));
            return search.IsCompleted;
        });

        var response = await search;
        Assert.Equal("a", Assert.Single(response.Hits).Id);
        Assert.Equal(1, response.Pending);
        Assert.Equal(["embedding", "pending_embedding"], response.Skipped);
        held.SetResult();
    }

    [Fact]
    public async Task A_broken_model_costs_meaning_and_never_the_answer()
    {
        await using var own = new MemoryCluster();
        await own.InitializeAsync();
        own.Model.Failure = new InvalidOperationException("The model is broken.");
        var user = own.Of("recall-2");
        await user.AppendAsync("a", "We adopted a beagle.");

        var response = await user.SearchAsync("beagle");

        Assert.Equal("a", Assert.Single(response.Hits).Id);
        Assert.Contains("embedding", response.Skipped);
    }

    [Fact]
    public async Task A_block_fits_its_budget_and_says_what_was_left_out()
    {
        var user = cluster.Of("recall-3");
        UserMemory.Value(await user.TryAppendAsync([.. Enumerable.Range(0, 12).Select(
            i =>
                UserMemory.Turn(
                    $"id{i}", $"Fact {i}: the beagle ate {i} biscuits on day {i} of the trip to town{i}."))]));

        var recall = UserMemory.Value(await user.Grain.RecallAsync(
            user.Scope,
            new RecallRequest { Query = "What did the beagle eat?", BudgetTokens = 40 },
            new RecallExclusions(),
            Token));

        Assert.InRange(recall.Tokens, 1, 40);
        Assert.NotEmpty(recall.Hits);
        Assert.NotEmpty(recall.LeftOut);
        Assert.All(recall.Hits, hit => Assert.Contains(hit.Text, recall.Context, StringComparison.Ordinal));
        Assert.Empty(recall.Hits.Select(hit => hit.Id).Intersect(recall.LeftOut.Select(left => left.Id)));
    }

    [Fact]
    public async Task What_the_prompt_already_holds_is_not_recalled()
    {
        var user = cluster.Of("recall-4");
        await user.AppendAsync("a", "We adopted a beagle.");
        await user.AppendAsync("b", "The beagle is called Rusty.");

        var recall = UserMemory.Value(await user.Grain.RecallAsync(
            user.Scope, new RecallRequest { Query = "beagle" }, new RecallExclusions { ExcludedIds = ["a"] }, Token));

        Assert.Equal(["b"], recall.Hits.Select(hit => hit.Id));
    }

    [Fact]
    public async Task Offline_answers_are_listed_and_never_recalled()
    {
        var user = cluster.Of("recall-5");
        UserMemory.Value(await user.TryAppendAsync(UserMemory.Turn("a", "The beagle said hello.", evidence: false)));

        Assert.Empty(await user.FindAsync("beagle"));
        Assert.False((await user.GetAsync("a")).Evidence);
    }

    [Fact]
    public async Task The_same_question_gives_the_same_answer_before_and_after_reactivation()
    {
        var user = cluster.Of("recall-6");
        UserMemory.Value(await user.TryAppendAsync(
            [.. Enumerable.Range(0, 700).Select(
                i => UserMemory.Turn($"id{i}", $"note {i} about topic {i % 17} and {i % 5}"))]));
        await user.IndexedAsync();

        var before = await user.SearchAsync("topic 3 note 4", 50);
        await cluster.DeactivateAsync();
        var after = await user.SearchAsync("topic 3 note 4", 50);

        Assert.Equal(50, before.Hits.Count);
        Assert.Equal(before.Hits.Select(hit => (hit.Id, hit.Score)), after.Hits.Select(hit => (hit.Id, hit.Score)));
    }

    [Fact]
    public async Task Positions_keep_their_order()
    {
        var user = cluster.Of("recall-7");
        await user.AppendAsync("a", "one");
        await user.AppendAsync("b", "two");

        var positions = (await user.StatsAsync()).Positions;

        Assert.True(positions.Consolidated <= positions.Indexed);
        Assert.True(positions.Indexed <= positions.Durable);
        Assert.True(positions.Durable <= positions.Accepted);
    }

    [Fact]
    public async Task An_explanation_names_weights_and_what_a_memory_would_have_needed()
    {
        var user = cluster.Of("recall-8");
        await user.AppendAsync("a", "We adopted a beagle.");
        await user.AppendAsync("b", "The weather is fine.");

        var explained = UserMemory.Value(await user.Grain.ExplainAsync(
            user.Scope, new ExplainRequest { Query = "beagle", Id = "b", Limit = 1 }, Token));

        Assert.NotEmpty(explained.Weights);
        Assert.Equal("b", explained.Memory!.Id);
        Assert.NotEqual("", explained.Memory.Needed);
    }

    [Fact]
    public async Task One_answer_holds_only_so_much_text_and_says_where_it_goes_on()
    {
        var user = cluster.Of("recall-large");
        var filler = new string('x', 450_000);
        string[] ids = [.. Enumerable.Range(0, 24).Select(i => $"large{i:00}")];
        foreach (var id in ids)
        {
            await user.AppendAsync(id, $"The beagle {filler}");
        }

        var search = await user.SearchAsync("beagle", limit: 50);
        Assert.InRange(search.Hits.Count, 1, ids.Length - 1);
        Assert.Contains("hits_too_large", search.Skipped);

        var listed = new List<string>();
        string? cursor = null;
        do
        {
            var page = await user.ListAsync(new ListRequest { Limit = 100, Cursor = cursor });
            Assert.InRange(page.Items.Sum(item => item.Text.Length), 1, MemoryLimits.AnswerTextBytesMax);
            listed.AddRange(page.Items.Select(item => item.Id));
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.Equal(ids, listed);
    }
}
