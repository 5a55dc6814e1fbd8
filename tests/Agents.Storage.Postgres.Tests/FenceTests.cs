using Agents.Memory.Log;
using Agents.TestKit.Postgres;

namespace Agents.Storage.Postgres.Tests;

/// <summary>Two processes with one log: what the earlier one may still do.</summary>
public sealed class FenceTests(PostgresServer server) : PostgresLogFixture(server)
{
    [Fact]
    public async Task A_writer_is_stale_from_the_moment_another_process_opens_the_log()
    {
        await using var stale = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        await stale.AppendAsync(0, Group("one"), Cancel);
        await using var log = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        var before = await RowsAsync();
        await Assert.ThrowsAsync<LogConflictException>(async () => await stale.AppendAsync(1, Group("lost"), Cancel));
        await Assert.ThrowsAsync<LogConflictException>(async () => await stale.AppendAsync(1, Group("lost"), Cancel));
        Assert.Equal(before, await RowsAsync());
        Assert.Equal(2, await log.AppendAsync(1, Group("two"), Cancel));
        Assert.Equal(["one", "two"], await FoundAsync());
    }

    [Fact]
    public async Task A_stale_writer_neither_erases_nor_deletes()
    {
        await using var first = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        await first.AppendAsync(0, Group("one"), Cancel);
        await using var second = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        var before = await RowsAsync();
        await Assert.ThrowsAsync<LogConflictException>(async () => await first.EraseAsync([1], Cancel));
        Assert.Equal(before, await RowsAsync());
        await using var log = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        before = await RowsAsync();
        await Assert.ThrowsAsync<LogConflictException>(async () => await second.DeleteAsync(Cancel));
        Assert.Equal(before, await RowsAsync());
        await log.AppendAsync(1, Group("two"), Cancel);
        Assert.Equal(["one", "two"], await FoundAsync());
    }

    [Fact]
    public async Task Of_two_processes_that_create_a_log_one_does()
    {
        await using var first = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        await using var second = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        await first.AppendAsync(0, Group("one"), Cancel);
        var before = await RowsAsync();
        await Assert.ThrowsAsync<LogConflictException>(async () => await second.AppendAsync(0, Group("lost"), Cancel));
        Assert.Equal(before, await RowsAsync());
        Assert.Equal(["one"], await FoundAsync());
    }

    [Fact]
    public async Task A_stale_writers_snapshot_does_not_come_back_after_an_erasure()
    {
        await using var stale = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        await stale.AppendAsync(0, Group("one", "two"), Cancel);
        Assert.True(await stale.WriteSnapshotAsync(new LogSnapshot(1, Bytes("holds one")), Cancel));
        await using var log = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        await log.EraseAsync([1], Cancel);
        var before = await RowsAsync();
        Assert.False(await stale.WriteSnapshotAsync(new LogSnapshot(2, Bytes("holds one")), Cancel));
        Assert.Equal(before, await RowsAsync());
        Assert.Null(await log.ReadSnapshotAsync(Cancel));
    }

    [Theory]
    [InlineData("append")]
    [InlineData("create")]
    [InlineData("erase")]
    [InlineData("delete")]
    [InlineData("snapshot")]
    public async Task A_writer_that_was_paused_before_a_request_gets_nothing_through(string change)
    {
        for (var (stop, reached) = (0, true); reached; stop++)
        {
            reached = await PauseAsync(change, stop);
        }

        Assert.Equal(["one", "two"], await FoundAsync());
    }

    [Fact]
    public async Task Writers_that_take_the_log_from_each_other_lose_and_double_nothing()
    {
        const int Writers = 4;
        const int Each = 12;
        var acknowledged = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer =>
        {
            var provider = NewProcess().Provider;
            return Task.Run(() => WriteAsync(provider, writer, Each), Cancel);
        }));
        var found = await FoundAsync();
        Assert.NotEmpty(found);
        Assert.Empty(acknowledged.SelectMany(texts => texts).Except(found));
        Assert.Equal(found.Distinct(), found);
    }

    private static async Task<List<string>> WriteAsync(PostgresMemoryLogProvider provider, int writer, int rounds)
    {
        var texts = new List<string>();
        for (var i = 0; i < rounds; i++)
        {
            try
            {
                await using var log = await provider.OpenAsync(Ada, Cancel);
                await log.AppendAsync(log.Position, Group($"{writer}.{i}"), Cancel);
                texts.Add($"{writer}.{i}");
                await log.AppendAsync(log.Position, Group($"{writer}.{i} more"), Cancel);
                texts.Add($"{writer}.{i} more");
            }
            catch (Exception e) when (e is LogConflictException or LogUnavailableException)
            {
                // Another writer was faster.
            }
        }

        return texts;
    }

    /// <summary>
    /// Pauses a writer before a request of its change, writes to the log elsewhere, and lets the first one go on.
    /// </summary>
    /// <returns>Whether the change has such a request.</returns>
    private async Task<bool> PauseAsync(string change, int stop)
    {
        await ClearAsync();
        var (provider, proxy) = NewProcess();
        await using var stale = await provider.OpenAsync(Ada, Cancel);
        if (change != "create")
        {
            await stale.AppendAsync(0, Group("one"), Cancel);
        }

        var resume = new TaskCompletionSource();
        var paused = new TaskCompletionSource();
        proxy.Forget();
        proxy.Before = number =>
        {
            if (number != stop)
            {
                return Task.CompletedTask;
            }

            paused.TrySetResult();
            return resume.Task;
        };
        var changing = ChangeAsync(stale, change);
        if (await Task.WhenAny(paused.Task, changing) == changing)
        {
            await TakeOverAsync();
            return false;
        }

        await TakeOverAsync();
        var before = await RowsAsync();
        resume.SetResult();
        await changing;
        Assert.Equal(before, await RowsAsync());
        return true;
    }

    /// <summary>Brings the log to two frames in another process, whatever the first one has done.</summary>
    private async Task TakeOverAsync()
    {
        await using var log = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        if (log.Position > 0)
        {
            await log.DeleteAsync(Cancel);
        }

        await using var next = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        await next.AppendAsync(0, Group("one", "two"), Cancel);
        Assert.True(await next.WriteSnapshotAsync(new LogSnapshot(2, Bytes("state")), Cancel));
    }

    private async Task ClearAsync()
    {
        await using var log = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        await log.DeleteAsync(Cancel);
    }

    private static async Task ChangeAsync(IMemoryLog log, string change)
    {
        try
        {
            switch (change)
            {
                case "erase":
                    await log.EraseAsync([1], Cancel);
                    break;
                case "delete":
                    await log.DeleteAsync(Cancel);
                    break;
                case "snapshot":
                    await log.WriteSnapshotAsync(new LogSnapshot(1, Bytes("stale")), Cancel);
                    break;
                default:
                    await log.AppendAsync(log.Position, Group("stale"), Cancel);
                    break;
            }
        }
        catch (Exception e) when (e is LogConflictException or LogUnavailableException)
        {
            // It was refused, as it should be; what it left is looked at by the caller.
        }
    }
}
