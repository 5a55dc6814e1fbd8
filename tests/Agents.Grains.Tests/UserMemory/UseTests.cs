using Agents.Contracts;
using Agents.Grains.Abstractions;
using Agents.Memory.Log;
using Agents.Memory.Records;
using Agents.TestKit.Time;

namespace Agents.Grains.Tests.UserMemory;

/// <summary>What a recall gives to a prompt is used, and is written behind what is written anyhow.</summary>
public sealed class UseTests : IAsyncLifetime
{
    private readonly MemoryCluster _cluster = new();
    private readonly List<IReadOnlyList<NewFrame>> _groups = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _cluster.InitializeAsync();
        _cluster.Logs.BeforeCommit = (_, group) =>
        {
            _groups.Add(group);
            return Task.CompletedTask;
        };
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task What_a_block_held_is_used_once_the_next_turn_is_written_and_not_before()
    {
        var user = _cluster.Of("use-1");
        await user.AppendAsync("a", "We adopted a beagle.");
        await user.AppendAsync("b", "The weather is fine.");
        await user.IndexedAsync();
        var (before, position) = (await ActivationAsync(user, "a"), (await user.StatsAsync()).Positions);

        Assert.Equal(["a"], (await RecallAsync(user, "beagle")).Hits.Select(hit => hit.Id));
        Assert.Equal(before, await ActivationAsync(user, "a"));
        Assert.Equal(position, (await user.StatsAsync()).Positions);

        await user.AppendAsync("c", "It rains.");
        Assert.True(await ActivationAsync(user, "a") > before);
        Assert.Equal(before, await ActivationAsync(user, "b"));
        Assert.Equal([FrameType.Episode, FrameType.Use], _groups.Single(
            group => group.Any(frame => frame.Type == FrameType.Use)).Select(frame => frame.Type));
    }

    [Fact]
    public async Task A_use_is_known_after_a_restart_and_one_that_nothing_followed_may_be_lost()
    {
        var user = _cluster.Of("use-2");
        await user.AppendAsync("a", "We adopted a beagle.");
        await user.IndexedAsync();
        await RecallAsync(user, "beagle");
        await user.AppendAsync("c", "It rains.");
        await user.IndexedAsync();
        var used = await ActivationAsync(user, "a");
        await RecallAsync(user, "beagle");

        await _cluster.DeactivateAsync();

        Assert.Equal(used, await ActivationAsync(user, "a"));
    }

    [Fact]
    public async Task Neither_a_search_nor_an_explanation_nor_a_block_without_an_answer_is_a_use()
    {
        var user = _cluster.Of("use-3");
        await user.AppendAsync("a", "We adopted a beagle.");
        await user.IndexedAsync();

        await user.SearchAsync("beagle");
        await user.Grain.ExplainAsync(user.Scope, new ExplainRequest { Query = "beagle" }, Token);
        Assert.False((await RecallAsync(user, "What is the capital of France?")).Answerable);
        await user.AppendAsync("b", "It rains.");

        Assert.DoesNotContain(_groups.SelectMany(group => group), frame => frame.Type == FrameType.Use);
    }

    [Fact]
    public async Task A_recall_as_of_the_past_is_no_use()
    {
        var user = _cluster.Of("use-4");
        await user.AppendAsync("a", "We adopted a beagle.");
        await user.IndexedAsync();
        var asOf = _cluster.Clock.GetUtcNow();
        _cluster.Clock.Advance(TimeSpan.FromHours(1));

        var past = UserMemory.Value(await user.Grain.RecallAsync(
            user.Scope, new RecallRequest { Query = "beagle", AsOf = asOf }, new RecallExclusions(), Token));
        await user.AppendAsync("b", "It rains.");

        Assert.NotEmpty(past.Hits);
        Assert.DoesNotContain(_groups.SelectMany(group => group), frame => frame.Type == FrameType.Use);
    }

    [Fact]
    public async Task Items_keep_the_sequences_that_they_were_given_whatever_is_used_meanwhile()
    {
        var user = _cluster.Of("use-5");
        await user.AppendAsync("a", "I live in Porto. I moved to Leeds. We adopted a beagle.");
        await user.AppendAsync("b", "I have a permit because I live in Leeds.");
        await user.IndexedAsync();
        await RecallAsync(user, "beagle");

        var run = UserMemory.Value(await user.Consolidation.StartAsync(
            user.Scope, new StartConsolidationRequest(), Token));
        run = await Until.GivesAsync(
            async () =>
            {
                await RecallAsync(user, "beagle");
                return UserMemory.Value(await user.Consolidation.GetAsync(user.Scope, run.Id!, Token));
            },
            run => run.State != ConsolidationState.Running);

        var added = run.Changes.Where(change => change.Change == "added").Select(change => change.Id).ToArray();
        var items = (await user.ListAsync()).Items.Where(item => item.Statement is not null).ToArray();
        Assert.NotEmpty(added);
        Assert.Equal(items.Select(item => item.Id), added);
        var withUse = _groups.Where(group => group.Any(frame => frame.Type == FrameType.Use)).ToArray();
        Assert.NotEmpty(withUse);
        Assert.All(withUse, group => Assert.Equal(
            group.Count(frame => frame.Type == FrameType.Use),
            group.Reverse().TakeWhile(frame => frame.Type == FrameType.Use).Count()));
    }

    [Fact]
    public async Task Of_many_questions_without_a_turn_the_last_are_kept()
    {
        var user = _cluster.Of("use-6");
        await user.AppendAsync("a", "We adopted a beagle.");
        await user.IndexedAsync();
        for (var i = 0; i < 100; i++)
        {
            await RecallAsync(user, "beagle");
            _cluster.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var last = _cluster.Clock.GetUtcNow().AddSeconds(-1);
        await user.AppendAsync("b", "It rains.");

        var uses = _groups.SelectMany(group => group).Where(frame => frame.Type == FrameType.Use)
            .Select(frame => UseRecord.Decode(frame.Payload.Span)).ToArray();
        Assert.Equal(64, uses.Length);
        Assert.Equal(last, uses[^1].At);
    }

    private static async Task<RecallResponse> RecallAsync(UserMemory user, string query) => UserMemory.Value(
        await user.Grain.RecallAsync(user.Scope, new RecallRequest { Query = query }, new RecallExclusions(), Token));

    private static async Task<double> ActivationAsync(UserMemory user, string id) =>
        (await user.GetAsync(id)).Activation!.Value;
}
