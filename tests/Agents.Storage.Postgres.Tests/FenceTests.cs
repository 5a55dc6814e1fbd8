using Agents.Memory.Log;
using Agents.TestKit.Postgres;

namespace Agents.Storage.Postgres.Tests;

/// <summary>Two processes with one log, the earlier of which is stopped on its way.</summary>
public sealed class FenceTests(PostgresServer server) : PostgresLogFixture(server)
{
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
