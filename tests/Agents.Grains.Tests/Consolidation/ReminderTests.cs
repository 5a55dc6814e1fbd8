using Agents.Contracts;
using Agents.Grains.Tests.UserMemory;
using Agents.TestKit.Time;
using User = Agents.Grains.Tests.UserMemory.UserMemory;

namespace Agents.Grains.Tests.Consolidation;

/// <summary>A reminder exists only while something keeps what is owed from being read.</summary>
public sealed class ReminderTests : IAsyncLifetime
{
    private readonly MemoryCluster _cluster = new()
    {
        Configure = options => (options.Consolidation, options.ConsolidationQuietMs) = (true, 5_000),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _cluster.InitializeAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task What_waits_for_its_vectors_is_reminded_of_until_it_is_read()
    {
        var user = _cluster.Of("remind-1");
        var held = new TaskCompletionSource();
        _cluster.Model.Gate = held.Task;
        await user.AppendAsync("a", "I live in Porto.");

        await UntilAsync(user, reminders: 1);
        held.SetResult();
        await UntilAsync(user, reminders: 0);

        Assert.Single((await user.ListAsync(new ListRequest { Kinds = [MemoryKind.Profile] })).Items);
    }

    [Fact]
    public async Task Waiting_until_the_user_is_quiet_needs_no_reminder()
    {
        var user = _cluster.Of("remind-2");
        await user.AppendAsync("a", "I live in Porto.");
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(0, await _cluster.RemindersOfAsync(user));
        }

        await ReadAsync(user);

        Assert.Equal(0, await _cluster.RemindersOfAsync(user));
    }

    [Fact]
    public async Task A_reminder_finds_the_user_by_the_name_of_the_log()
    {
        var user = _cluster.Of("remind-3");
        await user.AppendAsync("a", "I live in Porto.");
        await _cluster.DeactivateAsync();

        await user.Consolidation.AsReference<IRemindable>().ReceiveReminder("owed", default, Token);

        await ReadAsync(user);
    }

    private Task<int> UntilAsync(User user, int reminders) => Until.GivesAsync(
        () =>
        {
            _cluster.Clock.Advance(TimeSpan.FromSeconds(10));
            return _cluster.RemindersOfAsync(user);
        },
        count => count == reminders);

    private Task<StatsResponse> ReadAsync(User user) => Until.GivesAsync(
        () =>
        {
            _cluster.Clock.Advance(TimeSpan.FromSeconds(1));
            return user.StatsAsync();
        },
        stats => stats.Positions.Consolidated >= stats.Positions.Durable);
}
