using Agents.Contracts;
using Agents.Grains.Tests.UserMemory;
using User = Agents.Grains.Tests.UserMemory.UserMemory;

namespace Agents.Grains.Tests.Consolidation;

/// <summary>Runs that a caller asks for: one at a time, reported, resumable, and to be undone.</summary>
public sealed class RunTests : IAsyncLifetime
{
    private readonly MemoryCluster _cluster = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _cluster.InitializeAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_run_reads_what_is_owed_and_reports_what_and_why()
    {
        var user = _cluster.Of("run-1");
        await user.AppendAsync("a", "I live in Porto.");
        await user.AppendAsync("b", "I moved to Leeds.");
        await user.AppendAsync("c", "Well, I moved to Leeds!");

        var run = await user.RunAsync();

        Assert.Equal(ConsolidationState.Completed, run.State);
        Assert.Equal(("request", "rules/1", 3), (run.Trigger, run.Extractor, run.Texts));
        Assert.Equal(
            [
                ("added", "Porto", "a"), ("added", "Leeds", "b"),
                ("superseded", "Porto", "a"), ("repeated", "Leeds", "c"),
            ],
            run.Changes.Select(change => (change.Change, change.Statement!.Value, change.Source!)));
        Assert.Equal(run.Changes[1].Id, run.Changes[2].By);
        Assert.Equal((2, 1, 1, 0), (run.Added, run.Repeated, run.Retired, run.PassedOver));
        var listed = User.Value(await user.Consolidation.ListAsync(user.Scope, 10, Token));
        Assert.Equal((run.Id, 0), (Assert.Single(listed.Runs).Id, listed.Owed));
    }

    [Fact]
    public async Task A_dry_run_says_the_same_and_writes_nothing()
    {
        var user = _cluster.Of("run-2");
        await user.AppendAsync("a", "I live in Porto. I moved to Leeds.");
        await user.IndexedAsync();
        var before = (await user.StatsAsync()).Positions;

        var dry = User.Value(await user.Consolidation.StartAsync(
            user.Scope, new StartConsolidationRequest { DryRun = true }, Token));

        Assert.Equal((ConsolidationState.DryRun, null), (dry.State, dry.Id));
        Assert.Equal(before, (await user.StatsAsync()).Positions);
        var run = await user.RunAsync();
        Assert.Equal(
            run.Changes.Select(change => (change.Change, change.Id, change.Source)),
            dry.Changes.Select(change => (change.Change, change.Id, change.Source)));
    }

    [Fact]
    public async Task An_undone_run_leaves_what_was_known_before_it()
    {
        var user = _cluster.Of("run-3");
        await user.AppendAsync("a", "I live in Porto.");
        await user.RunAsync();
        await user.AppendAsync("b", "I moved to Leeds.");
        var run = await user.RunAsync();

        var undone = User.Value(await user.Consolidation.UndoAsync(user.Scope, run.Id!, Token));
        User.Value(await user.Consolidation.UndoAsync(user.Scope, run.Id!, Token));

        Assert.Equal(ConsolidationState.Undone, undone.State);
        Assert.Equal(
            run.Changes.Select(change => (change.Change, change.Id, change.By, change.Text)),
            undone.Changes.Select(change => (change.Change, change.Id, change.By, change.Text)));
        Assert.Contains(undone.Changes, change => change.Change == "superseded");
        Assert.Equal(
            [("Porto", MemoryState.Active), ("Leeds", MemoryState.Retired)],
            (await ItemsAsync(user)).Select(item => (item.Statement!.Value, item.State)));
        var porto = (await ItemsAsync(user))[0];
        var history = User.Value(await user.Grain.HistoryAsync(user.Scope, porto.Id, Token));
        Assert.Equal(["extracted", "reinstated"], history.Entries.Select(entry => entry.Change));
    }

    [Fact]
    public async Task Of_two_started_at_once_one_runs_and_the_other_is_told()
    {
        var user = _cluster.Of("run-4");
        var held = new TaskCompletionSource();
        _cluster.Model.Gate = held.Task;
        await user.AppendAsync("a", "I live in Porto.");

        var started = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            user.Consolidation.StartAsync(user.Scope, new StartConsolidationRequest(), Token)));
        held.SetResult();

        var run = Assert.Single(started, result => result.Error is null).Value!;
        Assert.All(
            started.Where(result => result.Error is not null),
            result => Assert.Equal(ErrorCodes.ConsolidationRunning, User.Code(result)));
        Assert.Equal(1, (await user.EndedAsync(run.Id!)).Added);
        Assert.Single(await ItemsAsync(user));
    }

    [Fact]
    public async Task A_run_whose_silo_went_goes_on_with_the_next_call()
    {
        var user = _cluster.Of("run-5");
        var held = new TaskCompletionSource();
        _cluster.Model.Gate = held.Task;
        await user.AppendAsync("a", "I live in Porto.");
        var run = User.Value(await user.Consolidation.StartAsync(
            user.Scope, new StartConsolidationRequest(), Token));
        Assert.Equal(ConsolidationState.Running, run.State);

        await _cluster.DeactivateAsync();
        held.SetResult();
        await user.StatsAsync();

        Assert.Equal(ConsolidationState.Completed, (await user.EndedAsync(run.Id!)).State);
        Assert.Single(await ItemsAsync(user));
    }

    [Fact]
    public async Task A_cancelled_run_keeps_what_it_read_and_the_next_reads_the_rest()
    {
        var user = _cluster.Of("run-6");
        var held = new TaskCompletionSource();
        _cluster.Model.Gate = held.Task;
        await user.AppendAsync("a", "I live in Porto.");
        var run = User.Value(await user.Consolidation.StartAsync(
            user.Scope, new StartConsolidationRequest(), Token));

        var cancelled = User.Value(await user.Consolidation.CancelAsync(user.Scope, run.Id!, Token));
        held.SetResult();

        Assert.Equal((ConsolidationState.Cancelled, 0), (cancelled.State, cancelled.Texts));
        Assert.Equal(1, (await user.RunAsync()).Added);
    }

    [Fact]
    public async Task A_run_ends_at_its_limit()
    {
        var user = _cluster.Of("run-7");
        await user.AppendAsync("a", "I live in Porto.");
        await user.AppendAsync("b", "My name is Marta.");

        var run = await user.RunAsync(limit: 1);

        Assert.Equal((ConsolidationState.Limited, 1), (run.State, run.Texts));
    }

    [Fact]
    public async Task A_report_quotes_nothing_that_was_erased_since()
    {
        var user = _cluster.Of("run-8");
        await user.AppendAsync("a", "I live in Porto.");
        var run = await user.RunAsync();

        await user.EraseAsync("a");

        var change = Assert.Single((await user.EndedAsync(run.Id!)).Changes);
        Assert.Equal((null, null, null), (change.Id, change.Text, change.Statement));
        Assert.Equal("it was erased since", change.Why);
    }

    [Fact]
    public async Task A_run_sums_up_what_has_rested_as_a_dry_run_says_and_an_undo_takes_it_back()
    {
        var user = _cluster.Of("run-10");
        await TravelAsync(user);

        await user.IndexedAsync();
        Assert.Equal(0, (await user.RunAsync()).Changes.Count(change => change.Kind == MemoryKind.Summary));
        _cluster.Clock.Advance(TimeSpan.FromMinutes(30));
        var dry = User.Value(await user.Consolidation.StartAsync(
            user.Scope, new StartConsolidationRequest { DryRun = true }, Token));

        var run = await user.RunAsync();

        Assert.Equal(ConsolidationState.Completed, run.State);
        var change = Assert.Single(run.Changes);
        Assert.Equal(("added", MemoryKind.Summary), (change.Change, change.Kind!.Value));
        Assert.Equal((change.Id, change.Text), (Assert.Single(dry.Changes).Id, dry.Changes[0].Text));
        Assert.NotNull(change.Why);
        User.Value(await user.Consolidation.UndoAsync(user.Scope, run.Id!, Token));
        var summary = Assert.Single(
            (await user.ListAsync(new ListRequest { Kinds = [MemoryKind.Summary] })).Items);
        Assert.Equal(MemoryState.Retired, summary.State);
        Assert.Equal(0, (await user.RunAsync()).Added);
    }

    [Fact]
    public async Task A_run_whose_silo_went_before_its_summaries_goes_on_with_them()
    {
        var user = _cluster.Of("run-11");
        var held = new TaskCompletionSource();
        _cluster.Model.Gate = held.Task;
        await TravelAsync(user);

        _cluster.Clock.Advance(TimeSpan.FromMinutes(30));
        var run = User.Value(await user.Consolidation.StartAsync(
            user.Scope, new StartConsolidationRequest(), Token));

        await _cluster.DeactivateAsync();
        held.SetResult();
        await user.StatsAsync();

        var ended = await user.EndedAsync(run.Id!);
        Assert.Equal(ConsolidationState.Completed, ended.State);
        Assert.Single(ended.Changes, change => change.Kind == MemoryKind.Summary);
    }

    [Fact]
    public async Task An_unknown_run_is_not_found()
    {
        var user = _cluster.Of("run-9");
        await user.AppendAsync("a", "I live in Porto.");

        Assert.Equal(
            ErrorCodes.NotFound, User.Code(await user.Consolidation.GetAsync(user.Scope, "run-1", Token)));
        Assert.Equal(
            ErrorCodes.NotFound, User.Code(await user.Consolidation.UndoAsync(user.Scope, "x", Token)));
    }

    /// <summary>Has a conversation that is long enough to be summed up.</summary>
    private static async Task TravelAsync(User user)
    {
        foreach (var day in Enumerable.Range(0, 6))
        {
            await user.AppendAsync($"t{day}", $"On day {day} of the trip to Lisbon we saw the harbour of place{day}.");
        }
    }

    private static async Task<IReadOnlyList<MemoryItem>> ItemsAsync(User user) =>
        (await user.ListAsync(new ListRequest { Kinds = [MemoryKind.Profile, MemoryKind.Fact] })).Items;
}
