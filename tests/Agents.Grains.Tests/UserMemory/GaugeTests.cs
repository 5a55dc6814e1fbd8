using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Agents.Contracts;
using Agents.TestKit.Time;

namespace Agents.Grains.Tests.UserMemory;

/// <summary>What the metrics say of the memories of active users is what stands in them.</summary>
public sealed class GaugeTests : IAsyncLifetime
{
    private const string Owed = "agents.memory.consolidation.owed";

    private readonly MemoryCluster _cluster = new();
    private readonly ConcurrentDictionary<string, long> _gauges = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _cluster.InitializeAsync();
        var meters = _cluster.Meters;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters && instrument.Name is "agents.memory.memories" or Owed)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var labels = tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}");
            var name = $"{instrument.Name} {string.Join(' ', labels)}".TrimEnd();
            _gauges.AddOrUpdate(name, value, (_, sum) => sum + value);
        });
        _listener.Start();
    }

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        return _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Memories_are_told_by_kind_and_state_over_all_active_users()
    {
        var (ada, bo) = (_cluster.Of("gauge-ada"), _cluster.Of("gauge-bo"));
        await ada.AppendAsync("a", "My dog is called Kiwi.");
        await ada.AppendAsync("b", "I live in Porto.");
        await bo.AppendAsync("a", "I like tea.");

        UserMemory.Value(await ada.Grain.ForgetAsync(ada.Scope, "a", Token));

        Assert.Equal(2, Told("episode", "active"));
        Assert.Equal(1, Told("episode", "forgotten"));
        await ada.EraseAsync("a");
        Assert.Equal(0, Told("episode", "forgotten"));
    }

    [Fact]
    public async Task What_is_put_away_and_what_has_expired_is_told_with_the_next_commit()
    {
        var user = _cluster.Of("gauge-expired");
        for (var i = 0; i < 4; i++)
        {
            await user.AppendAsync($"id{i}", $"This is about topic {i}.");
        }

        await user.EditAsync("id0", new EditRequest { Expires = _cluster.Clock.GetUtcNow().AddHours(1) });
        _cluster.Clock.Advance(TimeSpan.FromHours(2));
        await user.FindAsync("topic");
        UserMemory.Value(await user.Grain.SetRetentionAsync(
            user.Scope, new SetRetentionRequest { MemoriesMax = 2 }, Token));
        await Until.IsSoAsync(async () => (await user.StatsAsync()).States["archived"] == 1);

        Assert.Equal(
            (2, 1, 1), (Told("episode", "active"), Told("episode", "expired"), Told("episode", "archived")));
    }

    [Fact]
    public async Task Turns_that_wait_to_be_read_are_told_until_they_are()
    {
        var user = _cluster.Of("gauge-owed");
        await user.AppendAsync("a", "I live in Porto.");
        await user.AppendAsync("b", "My name is Marta.");
        Assert.Equal(2, _gauges[Owed]);

        await user.RunAsync();

        Assert.Equal(0, _gauges[Owed]);
        Assert.Equal(2, Told("profile", "active"));
    }

    [Fact]
    public async Task A_user_who_is_put_to_rest_or_erased_is_told_no_more()
    {
        var (ada, bo) = (_cluster.Of("gauge-rest"), _cluster.Of("gauge-gone"));
        await ada.AppendAsync("a", "My dog is called Kiwi.");
        await bo.AppendAsync("a", "I like tea.");

        await bo.EraseAllAsync();
        Assert.Equal(1, Told("episode", "active"));
        await _cluster.DeactivateAsync();
        await Until.IsSoAsync(() => Told("episode", "active") == 0);

        Assert.All(_gauges.Values, value => Assert.Equal(0, value));
        await ada.GetAsync("a");
        Assert.Equal((1, 1), (Told("episode", "active"), _gauges[Owed]));
    }

    private long Told(string kind, string state) =>
        _gauges.GetValueOrDefault($"agents.memory.memories kind={kind} state={state}");
}
