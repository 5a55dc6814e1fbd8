using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Cipher;
using Agents.TestKit.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agents.Storage.Postgres.Tests;

/// <summary>A server of its own that goes away and comes back: no other test must be connected to it.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private static readonly MemoryScope Ada = new("tenant", "ada");

    private readonly PostgresServer _server = new();
    private readonly LocalKeyRing _ring = LocalKeyRing.CreateInMemory();
    private PostgresDatabase? _database;
    private PostgresMemoryLogProvider? _provider;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        var options = NewStorage.On(_server);
        _database = PostgresDatabase.Open(options, TimeProvider.System);
        _provider = new PostgresMemoryLogProvider(
            _database, _ring, options, NullLogger<PostgresMemoryLogProvider>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        _database?.Dispose();
        _ring.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_server_that_is_down_is_unavailable_and_serves_again_when_it_is_back()
    {
        await using (var log = await _provider!.OpenAsync(Ada, Cancel))
        {
            await log.AppendAsync(0, Group("one"), Cancel);
            await _server.StopAsync();
            await Assert.ThrowsAsync<LogUnavailableException>(async () => await log.ReadFrameAsync(1, Cancel));
            await Assert.ThrowsAsync<LogUnavailableException>(
                async () => await log.AppendAsync(1, Group("two"), Cancel));
            await Assert.ThrowsAsync<LogUnavailableException>(async () => await _provider.OpenAsync(Ada, Cancel));
            await _server.StartAsync();
        }

        await using var again = await _provider.OpenAsync(Ada, Cancel);
        Assert.Equal(1, again.Position);
        Assert.Equal(2, await again.AppendAsync(1, Group("two"), Cancel));
    }

    [Fact]
    public async Task A_restart_between_two_appends_is_not_noticed()
    {
        await using var log = await _provider!.OpenAsync(Ada, Cancel);
        await log.AppendAsync(0, Group("one"), Cancel);
        await _server.StopAsync();
        await _server.StartAsync();
        Assert.Equal(2, await log.AppendAsync(1, Group("two"), Cancel));
    }

    [Fact]
    public async Task What_was_acknowledged_before_a_crash_is_there_after_it()
    {
        const int Before = 50;
        var enough = new TaskCompletionSource();
        var writing = Task.Run(() => WriteUntilItFailsAsync(Before, enough), Cancel);
        await enough.Task;
        await _server.CrashAsync();
        var acknowledged = await writing;
        await _server.StartAsync();
        await using var log = await _provider!.OpenAsync(Ada, Cancel);
        Assert.InRange(acknowledged, Before, log.Position);
        Assert.InRange(log.Position, acknowledged, acknowledged + 1);
        var expected = 1L;
        await foreach (var frame in log.ReadAsync(0, Cancel))
        {
            Assert.Equal($"{expected++}", System.Text.Encoding.UTF8.GetString(frame.Payload.Span));
        }
    }

    private static NewFrame[] Group(string text) =>
        [new NewFrame(FrameType.Episode, System.Text.Encoding.UTF8.GetBytes(text))];

    /// <returns>The last position that was acknowledged.</returns>
    private async Task<long> WriteUntilItFailsAsync(int before, TaskCompletionSource enough)
    {
        await using var log = await _provider!.OpenAsync(Ada, Cancel);
        var position = 0L;
        try
        {
            while (true)
            {
                position = await log.AppendAsync(position, Group($"{position + 1}"), Cancel);
                if (position == before)
                {
                    enough.SetResult();
                }
            }
        }
        catch (LogUnavailableException)
        {
            return position;
        }
    }
}
