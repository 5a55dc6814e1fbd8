using Agents.Contracts;
using Agents.Grains.Tests.UserMemory;
using Agents.TestKit.Time;
using User = Agents.Grains.Tests.UserMemory.UserMemory;

namespace Agents.Grains.Tests.Consolidation;

/// <summary>Items are taken from turns in the background, once each, and go where their turns go.</summary>
public sealed class ConsolidationTests : IAsyncLifetime
{
    private static readonly MemoryKind[] Profile = [MemoryKind.Profile];

    private readonly MemoryCluster _cluster = new()
    {
        Configure = options => (options.Consolidation, options.ConsolidationQuietMs) = (true, 0),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _cluster.InitializeAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_turn_gives_an_item_that_names_its_turn_and_its_span()
    {
        var user = _cluster.Of("consolidate-1");
        await user.AppendAsync("a", "Hello! I live in Porto.");

        var item = Assert.Single(await SettledAsync(user));

        Assert.Equal(("user", "home", "Porto"), (item.Statement!.Subject, item.Statement.Slot, item.Statement.Value));
        var sources = User.Value(await user.Grain.SourcesAsync(user.Scope, item.Id, Token));
        Assert.Equal(["a"], sources.Episodes.Select(episode => episode.Id));
        Assert.Equal("I live in Porto", sources.Episodes[0].Text[sources.Spans[0]!.Start..sources.Spans[0]!.End]);

        // The turn and its item are one value; the item alone is found by its kind.
        Assert.Equal(["a"], await user.FindAsync("Where is home? Porto"));
        var profile = new SearchRequest { Query = "Where is home? Porto", Kinds = [MemoryKind.Profile] };
        var found = User.Value(await user.Grain.SearchAsync(user.Scope, profile, Token));
        Assert.Equal([item.Id], found.Hits.Select(hit => hit.Id));
    }

    [Fact]
    public async Task A_later_statement_takes_the_place_and_the_history_says_so()
    {
        var user = _cluster.Of("consolidate-2");
        await user.AppendAsync("a", "I live in Porto.");
        await SettledAsync(user);
        await user.AppendAsync("b", "I moved to Leeds.");

        var items = await SettledAsync(user);

        Assert.Equal(
            [("Porto", MemoryState.Superseded), ("Leeds", MemoryState.Active)],
            items.Select(item => (item.Statement!.Value, item.State)));
        Assert.Equal(items[1].Id, items[0].Statement!.ReplacedBy);
        var history = User.Value(await user.Grain.HistoryAsync(user.Scope, items[0].Id, Token));
        Assert.Equal(["extracted", "superseded"], history.Entries.Select(entry => entry.Change));
        Assert.DoesNotContain(items[0].Id, await user.FindAsync("Porto"));
    }

    [Fact]
    public async Task A_memory_says_how_often_it_was_said_and_what_is_related_to_it()
    {
        var user = _cluster.Of("consolidate-8");
        await user.AppendAsync("a", "I have a sister called Clara. Clara lives in Porto.");
        _cluster.Clock.Advance(TimeSpan.FromDays(1));
        await user.AppendAsync("b", "Well, I have a sister called Clara!");
        var home = Assert.Single(await SettledAsync(user));
        var sister = Assert.Single((await user.ListAsync(new ListRequest { Kinds = [MemoryKind.Fact] })).Items);

        var told = (await user.GetAsync(sister.Id)).Statement!;

        Assert.Equal((2, TimeSpan.FromDays(1)), (told.Said, told.LastSaid - told.FirstSaid));
        Assert.Equal([home.Id], told.Related);
        Assert.Equal([sister.Id], (await user.GetAsync(home.Id)).Statement!.Related);
        Assert.Null(sister.Statement!.Related);

        await user.EraseAsync(home.Id);
        Assert.Empty(await SettledAsync(user));
        var left = Assert.Single((await user.ListAsync(new ListRequest { Kinds = [MemoryKind.Fact] })).Items);
        Assert.Empty((await user.GetAsync(left.Id)).Statement!.Related!);
    }

    [Fact]
    public async Task What_was_said_of_three_days_becomes_a_habit_and_three_tastes_a_topic()
    {
        var user = _cluster.Of("consolidate-9");
        for (var week = 0; week < 3; week++)
        {
            await user.AppendAsync($"w{week}", "I went climbing on Tuesday.");
            _cluster.Clock.Advance(TimeSpan.FromDays(7));
        }

        await user.AppendAsync("likes", "I like tea. I like chess. I like jazz.");
        await SettledAsync(user);
        await DigestedAsync(user, MemoryKind.Fact);
        await DigestedAsync(user, MemoryKind.Summary);

        var habit = Assert.Single((await user.ListAsync(new ListRequest { Kinds = [MemoryKind.Fact] })).Items);
        Assert.Equal(("habit", 3), (habit.Statement!.Slot, habit.Statement.Said));
        Assert.Equal(3, habit.Statement.RestsOn.Count);
        var topic = Assert.Single((await user.ListAsync(new ListRequest { Kinds = [MemoryKind.Summary] })).Items);
        Assert.Equal("user · likes: tea\nuser · likes: chess\nuser · likes: jazz", topic.Text);
    }

    [Fact]
    public async Task A_new_activation_takes_nothing_twice()
    {
        var user = _cluster.Of("consolidate-3");
        await user.AppendAsync("a", "I live in Porto.");
        await SettledAsync(user);

        await _cluster.DeactivateAsync();

        Assert.Single(await SettledAsync(user));
    }

    [Fact]
    public async Task Erasing_a_turn_takes_its_items_along_and_forgetting_hides_them()
    {
        var user = _cluster.Of("consolidate-4");
        await user.AppendAsync("a", "I live in Porto.");
        await user.AppendAsync("b", "My name is Marta.");
        await SettledAsync(user);

        Assert.Equal(2, await user.EraseAsync("a"));
        User.Value(await user.Grain.ForgetAsync(user.Scope, "b", Token));

        Assert.Equal(["Marta"], (await SettledAsync(user)).Select(item => item.Statement!.Value));
        Assert.Empty(await user.FindAsync("Marta name"));
    }

    [Fact]
    public async Task An_erased_item_leaves_no_turn_that_says_it_and_is_as_one_that_never_was_until_it_is_said_anew()
    {
        var user = _cluster.Of("consolidate-5");
        await user.AppendAsync("a", "I live in Porto.");
        var item = Assert.Single(await SettledAsync(user));

        Assert.Equal(2, await user.EraseAsync(item.Id));

        Assert.Empty(await SettledAsync(user));
        Assert.Equal(ErrorCodes.NotFound, User.Code(await user.Grain.GetAsync(user.Scope, item.Id, Token)));
        Assert.Equal(ErrorCodes.Erased, User.Code(await user.Grain.GetAsync(user.Scope, "a", Token)));

        await user.AppendAsync("b", "I live in Porto.");
        Assert.Equal(["Porto"], (await SettledAsync(user)).Select(known => known.Statement!.Value));
        Assert.Equal(["b"], await user.FindAsync("Porto"));
    }

    [Fact]
    public async Task The_consolidated_position_follows_the_indexed_one()
    {
        var user = _cluster.Of("consolidate-6");
        await user.AppendAsync("a", "Nothing to take here.");
        await SettledAsync(user);

        var positions = (await user.StatsAsync()).Positions;

        Assert.Equal(positions.Indexed, positions.Consolidated);
        Assert.InRange(positions.Consolidated, 1, positions.Durable);
    }

    /// <summary>Waits until nothing is owed and gives the items.</summary>
    private static async Task<IReadOnlyList<MemoryItem>> SettledAsync(User user)
    {
        await user.ReadAsync();
        return (await user.ListAsync(new ListRequest { Kinds = Profile })).Items;
    }

    /// <summary>Lets time go by until there is one. All of it at once would be too early where the pause that it is to
    /// end begins a moment later.</summary>
    private Task<ListResponse> DigestedAsync(User user, MemoryKind kind) => Until.GivesAsync(
        () =>
        {
            _cluster.Clock.Advance(TimeSpan.FromMinutes(1));
            return user.ListAsync(new ListRequest { Kinds = [kind] });
        },
        list => list.Items.Count > 0);
}
