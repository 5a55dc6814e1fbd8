using Agents.Contracts;
using Agents.Memory.Log;
using Agents.TestKit.Postgres;

namespace Agents.Storage.Postgres.Tests;

/// <summary>Stops a process at each request of a change, before the server sees it and before its answer.</summary>
public sealed class StopTests(PostgresServer server) : PostgresLogFixture(server)
{
    private const int SecretBytes = 900;

    [Theory]
    [InlineData(PostgresFault.BeforeRequest)]
    [InlineData(PostgresFault.AfterRequest)]
    [InlineData(PostgresFault.Busy)]
    public async Task Every_request_may_be_lost_once_and_nothing_is_lost_or_doubled(PostgresFault fault)
    {
        var (provider, proxy) = NewProcess();
        var turn = 0;
        proxy.Fails = _ => turn++ % 2 == 0 ? fault : null;
        await using (var log = await provider.OpenAsync(Ada, Cancel))
        {
            for (var i = 0; i < 6; i++)
            {
                await log.AppendAsync(i, Padded($"{i}", i % 2 == 0 ? 1 : 3000), Cancel);
            }

            Assert.True(await log.WriteSnapshotAsync(new LogSnapshot(6, Bytes("state")), Cancel));
            Assert.Equal("state", Text((await log.ReadSnapshotAsync(Cancel))!.Payload));
            await log.EraseAsync([2, 3], Cancel);
            await log.AppendAsync(6, Group("6"), Cancel);
        }

        Assert.Equal(["0", "", "", "3", "4", "5", "6"], await FoundAsync());
        await using var again = await provider.OpenAsync(Ada, Cancel);
        await again.DeleteAsync(Cancel);
        Assert.Empty(await RowsAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public Task A_group_is_there_once_or_not_wherever_its_process_stops(int groupsBefore) => EachStopAsync(
        async (fault, stop) =>
        {
            var scope = Ada with { User = $"{fault}-{stop}" };
            var before = Enumerable.Range(0, groupsBefore).Select(i => $"{i}").ToArray();
            var completed = await StopAsync(
                scope,
                async log =>
                {
                    for (var i = 0; i < groupsBefore; i++)
                    {
                        await log.AppendAsync(i, Group(before[i]), Cancel);
                    }
                },
                async log => await log.AppendAsync(groupsBefore, Group("new"), Cancel),
                fault,
                stop);
            await using var again = await NewProcess().Provider.OpenAsync(scope, Cancel);
            var found = await TextsAsync(again);
            Assert.True(found.SequenceEqual([.. before, "new"]) || (!completed && found.SequenceEqual(before)));
            await again.AppendAsync(again.Position, Group("next"), Cancel);
            Assert.Equal([.. found, "next"], await TextsAsync(again));
            return completed;
        });

    [Fact]
    public Task An_erasure_is_whole_or_not_wherever_its_process_stops() => EachStopAsync(async (fault, stop) =>
    {
        var scope = Ada with { User = $"erased-{fault}-{stop}" };
        var completed = await StopAsync(
            scope,
            async log =>
            {
                await log.AppendAsync(0, Group("one"), Cancel);
                await log.AppendAsync(1, [.. Padded("two", SecretBytes), .. Padded("three", SecretBytes)], Cancel);
                Assert.True(await log.WriteSnapshotAsync(new LogSnapshot(3, Bytes("holds it")), Cancel));
            },
            async log => await log.EraseAsync([2, 3], Cancel),
            fault,
            stop);
        await using var again = await NewProcess().Provider.OpenAsync(scope, Cancel);
        var texts = (await TextsAsync(again)).Select(text => text.TrimEnd('.')).ToArray();
        var isErased = texts[1].Length == 0;
        Assert.True(isErased || !completed);
        Assert.Equal(isErased ? ["one", "", ""] : ["one", "two", "three"], texts);
        Assert.Equal(isErased, await again.ReadSnapshotAsync(Cancel) is null);
        await again.EraseAsync([2, 3], Cancel);
        await again.AppendAsync(3, Group("four"), Cancel);
        Assert.Equal(["one", "", "", "four"], await TextsAsync(again));
        return completed;
    });

    [Fact]
    public Task A_deletion_leaves_all_or_nothing_wherever_its_process_stops() => EachStopAsync(async (fault, stop) =>
    {
        var scope = Ada with { User = $"gone-{fault}-{stop}" };
        var completed = await StopAsync(
            scope,
            async log =>
            {
                await log.AppendAsync(0, Group("one"), Cancel);
                await log.WriteSnapshotAsync(new LogSnapshot(1, Bytes("state")), Cancel);
            },
            async log => await log.DeleteAsync(Cancel),
            fault,
            stop);
        await using var again = await NewProcess().Provider.OpenAsync(scope, Cancel);
        if (again.Position > 0)
        {
            Assert.False(completed);
            Assert.Equal(["one"], await TextsAsync(again));
            await again.DeleteAsync(Cancel);
        }

        Assert.DoesNotContain(await RowsAsync(), row => row.Contains(Keys.NameOf(scope), StringComparison.Ordinal));
        await using var next = await NewProcess().Provider.OpenAsync(scope, Cancel);
        await next.AppendAsync(0, Group("new life"), Cancel);
        Assert.Equal(["new life"], await TextsAsync(next));
        return completed;
    });

    [Fact]
    public async Task A_deletion_that_does_not_get_to_its_end_keeps_what_it_did_and_the_next_open_goes_on()
    {
        const int Frames = (2 * PostgresSql.PageRows) + 1;
        const string Left = "SELECT count(*) FROM #.agents_frames";
        await using (var log = await NewProcess().Provider.OpenAsync(Ada, Cancel))
        {
            await log.AppendAsync(0, Many(Frames), Cancel);
        }

        // The burial and one range; of each open the claim and one more.
        await StopAfterAsync(2, log => log.DeleteAsync(Cancel));
        Assert.Equal([$"{Frames - PostgresSql.PageRows}"], await SqlAsync(Left));
        await StopAfterAsync(3, null);
        Assert.Equal(["1"], await SqlAsync(Left));
        await using var next = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        Assert.Equal(0, next.Position);
        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task An_erasure_that_does_not_get_to_its_end_keeps_what_it_did_and_is_asked_for_again()
    {
        const int Frames = PostgresSql.PageRows + 1;
        await using (var log = await NewProcess().Provider.OpenAsync(Ada, Cancel))
        {
            await log.AppendAsync(0, Many(Frames), Cancel);
            Assert.True(await log.WriteSnapshotAsync(new LogSnapshot(1, Bytes("holds it")), Cancel));
        }

        var all = Enumerable.Range(1, Frames).Select(sequence => (long)sequence).ToArray();

        // The page and its change, and the page after it.
        await StopAfterAsync(3, log => log.EraseAsync(all, Cancel));
        await using var again = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        var texts = await TextsAsync(again);
        Assert.All(texts.SkipLast(1), Assert.Empty);
        Assert.Equal("text", texts.Last());
        Assert.Null(await again.ReadSnapshotAsync(Cancel));
        await again.EraseAsync(all, Cancel);
        Assert.All(await TextsAsync(again), Assert.Empty);
    }

    [Fact]
    public Task A_snapshot_is_the_old_one_or_the_new_one_wherever_its_process_stops() => EachStopAsync(
        async (fault, stop) =>
        {
            var scope = Ada with { User = $"snapshot-{fault}-{stop}" };
            var completed = await StopAsync(
                scope,
                async log =>
                {
                    await log.AppendAsync(0, Group("one", "two"), Cancel);
                    Assert.True(await log.WriteSnapshotAsync(new LogSnapshot(1, Bytes("old")), Cancel));
                },
                async log => await log.WriteSnapshotAsync(new LogSnapshot(2, Bytes("new")), Cancel),
                fault,
                stop);
            await using var again = await NewProcess().Provider.OpenAsync(scope, Cancel);
            var snapshot = await again.ReadSnapshotAsync(Cancel);
            string[] expected = completed ? ["new"] : ["old", "new"];
            Assert.Contains(Text(snapshot!.Payload), expected);
            Assert.Single(await SqlAsync(
                "SELECT 1 FROM #.agents_snapshots WHERE name = $1", Convert.FromHexString(Keys.NameOf(scope))));
            return completed;
        });

    private static NewFrame[] Many(int count) => Group([.. Enumerable.Repeat("text", count)]);

    /// <summary>Lets the first requests of a change through, or of the open where there is none, and no more.</summary>
    private async Task StopAfterAsync(int requests, Func<IMemoryLog, ValueTask>? change)
    {
        var (provider, proxy) = NewProcess();
        await provider.FindAsync(Keys.NameOf(Ada), Cancel);
        await using var log = change is null ? null : await provider.OpenAsync(Ada, Cancel);
        proxy.Forget();
        proxy.Fails = number => number < requests ? null : PostgresFault.BeforeRequest;
        await Assert.ThrowsAsync<LogUnavailableException>(
            async () => await (log is null ? OpenAsync() : change!(log)));

        async ValueTask OpenAsync() => await provider.OpenAsync(Ada, Cancel);
    }

    private static async Task EachStopAsync(Func<PostgresFault, int, Task<bool>> check)
    {
        foreach (var fault in new[] { PostgresFault.BeforeRequest, PostgresFault.AfterRequest })
        {
            for (var (stop, completed) = (0, false); !completed; stop++)
            {
                completed = await check(fault, stop);
            }
        }
    }

    /// <returns>Whether the change was acknowledged.</returns>
    private async Task<bool> StopAsync(
        MemoryScope scope,
        Func<IMemoryLog, Task> prepare,
        Func<IMemoryLog, Task> change,
        PostgresFault fault,
        int stop)
    {
        var (provider, proxy) = NewProcess();
        await using var log = await provider.OpenAsync(scope, Cancel);
        await prepare(log);
        proxy.Forget();
        proxy.Fails = number => number < stop ? null : number == stop ? fault : PostgresFault.BeforeRequest;
        try
        {
            await change(log);
            return true;
        }
        catch (LogUnavailableException)
        {
            return false;
        }
    }
}
