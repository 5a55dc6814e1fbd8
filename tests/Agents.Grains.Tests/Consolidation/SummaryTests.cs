using Agents.Contracts;
using Agents.Grains.Abstractions;
using Agents.Grains.Tests.UserMemory;
using Agents.TestKit.Time;
using User = Agents.Grains.Tests.UserMemory.UserMemory;

namespace Agents.Grains.Tests.Consolidation;

/// <summary>Conversations that have rested are summed up in the background, once each.</summary>
public sealed class SummaryTests : IAsyncLifetime
{
    private static readonly string[] Trip =
    [
        "Hi there!", "We are planning a trip to Lisbon in October.", "My sister Clara wants to see the tiles museum.",
        "The flight to Lisbon leaves at seven on Friday.", "Clara found a flat near the tiles museum.",
        "Thanks a lot!",
    ];

    private readonly MemoryCluster _cluster = new()
    {
        Configure = options => (options.Consolidation, options.ConsolidationQuietMs) = (true, 0),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _cluster.InitializeAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_conversation_is_summed_up_once_it_has_rested()
    {
        var user = _cluster.Of("sum-1");
        await TalkAsync(user, "c1", Trip);
        await RanAsync(user);
        Assert.Empty(await SummariesAsync(user));

        var summary = Assert.Single(await RestedAsync(user, count: 1));

        Assert.Equal(("c1", MemoryState.Active), (summary.Conversation, summary.State));
        Assert.Equal(("c1", "summary"), (summary.Statement!.Subject, summary.Statement.Slot));
        var sources = User.Value(await user.Grain.SourcesAsync(user.Scope, summary.Id, Token));
        Assert.InRange(sources.Episodes.Count, 2, 5);
        Assert.All(sources.Episodes.Zip(sources.Spans), source => Assert.Contains(
            source.First.Text[source.Second!.Start..source.Second.End], summary.Text, StringComparison.Ordinal));
        var run = User.Value(await user.Consolidation.ListAsync(user.Scope, 1, Token)).Runs[0];
        Assert.Equal((1, "digest/1"), (run.Added, run.Extractor));
    }

    [Fact]
    public async Task The_next_summary_takes_the_place_of_the_one_before()
    {
        var user = _cluster.Of("sum-2");
        await TalkAsync(user, "c1", Trip);
        var first = Assert.Single(await RestedAsync(user, count: 1));
        await TalkAsync(user, "c1", ["The hotel in Porto has a pool."], from: Trip.Length);

        var summaries = await RestedAsync(user, count: 2);

        Assert.Equal(
            [(first.Id, MemoryState.Superseded), (summaries[1].Id, MemoryState.Active)],
            summaries.Select(summary => (summary.Id, summary.State)));
        Assert.Equal(summaries[1].Id, summaries[0].Statement!.ReplacedBy);
    }

    [Fact]
    public async Task Erasing_a_turn_erases_the_summary_and_what_is_left_is_summed_up_again()
    {
        var user = _cluster.Of("sum-3");
        await TalkAsync(user, "c1", [.. Trip, "The hotel in Porto has a pool."]);
        var summary = Assert.Single(await RestedAsync(user, count: 1));
        var source = User.Value(await user.Grain.SourcesAsync(user.Scope, summary.Id, Token)).Episodes[0];

        await user.EraseAsync(source.Id);

        Assert.DoesNotContain(await SummariesAsync(user), item => item.Id == summary.Id);
        var next = Assert.Single(await RestedAsync(user, count: 1));
        Assert.DoesNotContain(source.Text, next.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_activation_sums_up_what_rested_meanwhile_and_nothing_twice()
    {
        var user = _cluster.Of("sum-4");
        await TalkAsync(user, "c1", Trip);
        await user.ReadAsync();
        await _cluster.DeactivateAsync();
        _cluster.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Single(await RestedAsync(user, count: 1));
        await _cluster.DeactivateAsync();

        Assert.Single(await RestedAsync(user, count: 1));
    }

    [Fact]
    public async Task Search_gives_a_summary_to_who_asks_for_its_kind_alone()
    {
        var user = _cluster.Of("sum-5");
        await TalkAsync(user, "c1", Trip);
        var summary = Assert.Single(await RestedAsync(user, count: 1));

        Assert.DoesNotContain(summary.Id, await user.FindAsync("tiles museum in Lisbon"));
        var found = User.Value(await user.Grain.SearchAsync(
            user.Scope,
            new SearchRequest { Query = "tiles museum in Lisbon", Kinds = [MemoryKind.Summary] },
            Token));
        Assert.Equal(summary.Id, Assert.Single(found.Hits).Id);
        Assert.Equal(found.Hits[0].Source.Episodes.Distinct(), found.Hits[0].Source.Episodes);
    }

    [Fact]
    public async Task A_model_chooses_what_sums_a_conversation_up_and_the_run_says_what_that_cost()
    {
        await using var cluster = new MemoryCluster
        {
            Configure = options => (options.Consolidation, options.ConsolidationQuietMs) = (true, 0),
            Chat = ScriptedChatClient.Of("""{"claims": [], "sentences": [3]}"""),
        };
        await cluster.InitializeAsync();
        var user = cluster.Of("sum-6");
        await TalkAsync(user, "c1", Trip);

        // Once: a call of the model that the clock runs away from is late.
        await RanAsync(user);

        // Once, since a call of the model that the clock runs away from is late; and where the hour passed before
        // anything waited for it, nothing else would look again.
        cluster.Clock.Advance(TimeSpan.FromHours(1));
        await user.Consolidation.OweAsync(user.Scope);
        var summary = Assert.Single(await Until.GivesAsync(() => SummariesAsync(user), all => all.Count > 0));
        // "Hi there!" is no sentence that could be chosen.
        Assert.Equal("user: " + Trip[3], summary.Text);
        var run = User.Value(await user.Consolidation.ListAsync(user.Scope, 1, Token)).Runs[0];
        Assert.Equal((1, 1), (run.Added, run.Cost!.Calls));
        await user.EraseAsync("c1-3");
        Assert.DoesNotContain(await SummariesAsync(user), item => item.Id == summary.Id);
    }

    private static async Task TalkAsync(User user, string conversation, string[] texts, int from = 0) =>
        User.Value(await user.TryAppendAsync(new AppendRequest
        {
            Conversation = conversation,
            Episodes = [.. texts.Select((text, index) => User.Turn($"{conversation}-{from + index}", text))],
        }));

    private static async Task<IReadOnlyList<MemoryItem>> SummariesAsync(User user) =>
        (await user.ListAsync(new ListRequest { Kinds = [MemoryKind.Summary] })).Items;

    /// <summary>Waits until the run that read the turns has ended: what comes to be owed before that is its
    /// own.</summary>
    private static async Task RanAsync(User user)
    {
        await user.ReadAsync();
        await Until.GivesAsync(
            async () => User.Value(await user.Consolidation.ListAsync(user.Scope, 1, Token)).Runs[0],
            run => run.State == ConsolidationState.Completed);
    }

    /// <summary>Lets time go by until so many summaries are there.</summary>
    private Task<IReadOnlyList<MemoryItem>> RestedAsync(User user, int count)
    {
        var isNext = false;
        return Until.GivesAsync(
            async () =>
            {
                _cluster.Clock.Advance(isNext ? TimeSpan.FromMinutes(10) : TimeSpan.Zero);
                isNext = true;
                await user.ReadAsync();
                return await SummariesAsync(user);
            },
            summaries => summaries.Count == count);
    }
}
