using Agents.Contracts;
using Agents.Grains.Consolidation;
using Agents.Grains.Tests.UserMemory;
using Agents.Memory.Log;
using Agents.TestKit.Time;
using User = Agents.Grains.Tests.UserMemory.UserMemory;

namespace Agents.Grains.Tests.Consolidation;

/// <summary>While the storage takes no writes, consolidation tries it seldom, and more seldom each time.</summary>
public sealed class FailurePauseTests : IAsyncLifetime
{
    private readonly MemoryCluster _cluster = new()
    {
        Configure = options => (options.Consolidation, options.ConsolidationQuietMs) = (true, 0),
    };

    private int _refused;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private int Paused =>
        _cluster.Log.Lines.Count(line => line.Contains("Consolidation failed", StringComparison.Ordinal));

    public ValueTask InitializeAsync() => _cluster.InitializeAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Pauses_double_from_a_second_to_a_minute_and_chance_adds_up_to_a_quarter(int seed)
    {
        var pause = new FailurePause(new Random(seed));
        double[] seconds = [1, 2, 4, 8, 16, 32, 60, 60];

        foreach (var length in seconds)
        {
            Assert.InRange(pause.Next().TotalSeconds, length, 1.25 * length);
        }

        pause.Reset();
        Assert.InRange(pause.Next().TotalSeconds, 1, 1.25);
    }

    [Fact]
    public void Users_whom_one_outage_stopped_come_back_at_times_of_their_own() =>
        Assert.Equal(
            100, Enumerable.Range(0, 100).Select(seed => new FailurePause(new Random(seed)).Next()).Distinct().Count());

    [Fact]
    public async Task The_storage_is_tried_again_after_a_second_and_then_after_two_whoever_calls_meanwhile()
    {
        var user = _cluster.Of("pause-1");
        await RefusedAsync(user);

        await StaysAsync(user, refused: 1, TimeSpan.FromMilliseconds(999));
        await Until.IsSoAsync(() =>
        {
            _cluster.Clock.Advance(TimeSpan.FromMilliseconds(250));
            return Paused == 2;
        });

        // A little has passed of the two seconds already.
        await StaysAsync(user, refused: 2, TimeSpan.FromMilliseconds(1_500));
        _cluster.Logs.BeforeCommit = null;
        await Until.IsSoAsync(async () =>
        {
            _cluster.Clock.Advance(TimeSpan.FromMilliseconds(250));
            return await ItemsAsync(user) == 1;
        });
    }

    [Fact]
    public async Task A_run_that_is_asked_for_ends_the_pause()
    {
        var user = _cluster.Of("pause-2");
        await RefusedAsync(user);
        _cluster.Logs.BeforeCommit = null;

        // A call that meets the log on its way out is told to come again.
        var started = await Until.GivesAsync(
            () => user.Consolidation.StartAsync(user.Scope, new StartConsolidationRequest(), Token),
            started => started.Error?.Code != ErrorCodes.StorageUnavailable);
        var run = await user.EndedAsync(User.Value(started).Id!);

        Assert.Equal((ConsolidationState.Completed, 1), (run.State, run.Added));
    }

    /// <summary>Says something, and has what consolidation takes from it refused once.</summary>
    private async Task RefusedAsync(User user)
    {
        _cluster.Logs.BeforeCommit = (_, group) =>
        {
            if (group.All(frame => frame.Type != FrameType.Consolidation))
            {
                return Task.CompletedTask;
            }

            Interlocked.Increment(ref _refused);
            throw new LogUnavailableException("It takes no writes.", full: false);
        };
        await user.AppendAsync("a", "I live in Porto.");
        await Until.IsSoAsync(() => Paused == 1);
    }

    private async Task StaysAsync(User user, int refused, TimeSpan passing)
    {
        _cluster.Clock.Advance(passing);
        for (var calls = 0; calls < 100; calls++)
        {
            // Each may open the log anew, since the refusal closed it; one that comes too early is told so.
            await user.Grain.StatsAsync(user.Scope, Token);
        }

        Assert.Equal(refused, Volatile.Read(ref _refused));
    }

    private static async Task<int> ItemsAsync(User user)
    {
        var listed = await user.Grain.ListAsync(
            user.Scope, new ListRequest { Kinds = [MemoryKind.Profile] }, Token);
        return listed.Value?.Items.Count ?? 0;
    }
}
