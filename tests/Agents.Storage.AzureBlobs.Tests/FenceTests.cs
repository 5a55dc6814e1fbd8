using Agents.Memory.Log;
using Agents.TestKit.Azurite;

namespace Agents.Storage.AzureBlobs.Tests;

/// <summary>Two processes with one log: what the earlier one may still do.</summary>
public sealed class FenceTests(AzuriteServer azurite) : BlobLogFixture(azurite)
{
    [Fact]
    public async Task A_writer_is_stale_from_the_moment_another_process_opens_the_log()
    {
        await using var stale = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        await stale.AppendAsync(0, Group("one"), Cancel);
        await using var log = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        var before = await BlobsAsync();
        await Assert.ThrowsAsync<LogConflictException>(async () => await stale.AppendAsync(1, Group("lost"), Cancel));
        await Assert.ThrowsAsync<LogConflictException>(async () => await stale.AppendAsync(1, Group("lost"), Cancel));
        Assert.Equal(before, await BlobsAsync());
        Assert.Equal(2, await log.AppendAsync(1, Group("two"), Cancel));
        Assert.Equal(["one", "two"], await FoundAsync());
    }

    [Fact]
    public async Task A_stale_writer_neither_erases_nor_deletes()
    {
        await using var first = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        await first.AppendAsync(0, Group("one"), Cancel);
        await using var second = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        await Assert.ThrowsAsync<LogConflictException>(async () => await first.EraseAsync([1], Cancel));
        await using var log = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        await Assert.ThrowsAsync<LogConflictException>(async () => await second.DeleteAsync(Cancel));
        await log.AppendAsync(1, Group("two"), Cancel);
        Assert.Equal(["one", "two"], await FoundAsync());
    }

    [Fact]
    public async Task Of_two_processes_that_create_a_log_one_does()
    {
        await using var first = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        await using var second = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        await first.AppendAsync(0, Group("one"), Cancel);
        await Assert.ThrowsAsync<LogConflictException>(async () => await second.AppendAsync(0, Group("lost"), Cancel));
        Assert.Single(await SegmentsAsync());
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
        var before = await BlobsAsync();
        Assert.False(await stale.WriteSnapshotAsync(new LogSnapshot(2, Bytes("holds one")), Cancel));
        Assert.Equal(before, await BlobsAsync());
        Assert.Null(await log.ReadSnapshotAsync(Cancel));
    }

    [Fact]
    public async Task A_stale_writer_that_rolls_over_gets_nothing_through()
    {
        Options.SegmentBlocksMax = 2;
        foreach (var step in new[] { "mark", "create", "put", "append" })
        {
            await CheckRollAsync(step);
        }
    }

    [Fact]
    public async Task Writers_that_take_the_log_from_each_other_lose_and_double_nothing()
    {
        const int Writers = 4;
        const int Each = 12;
        Options.SegmentBlocksMax = 5;
        var acknowledged = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(
            async () =>
            {
                var texts = new List<string>();
                var provider = NewProcess().Provider;
                for (var i = 0; i < Each; i++)
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
            },
            Cancel)));
        var found = await FoundAsync();
        Assert.NotEmpty(found);
        Assert.Empty(acknowledged.SelectMany(texts => texts).Except(found));
        Assert.Equal(found.Distinct(), found);
    }

    /// <summary>Stops a writer at a step of its roll, opens the log elsewhere, and lets the first one go on.</summary>
    private async Task CheckRollAsync(string step)
    {
        var scope = Ada with { User = "ada-" + step };
        var (provider, transport) = NewProcess();
        await using var stale = await provider.OpenAsync(scope, Cancel);
        await stale.AppendAsync(0, Group("1"), Cancel);
        await stale.AppendAsync(1, Group("2"), Cancel);
        var resume = new TaskCompletionSource();
        var paused = new TaskCompletionSource();
        transport.Before = operation =>
        {
            if (operation != step)
            {
                return Task.CompletedTask;
            }

            paused.TrySetResult();
            return resume.Task;
        };
        var append = stale.AppendAsync(2, Group("stale"), Cancel).AsTask();
        await paused.Task;
        await using (var log = await NewProcess().Provider.OpenAsync(scope, Cancel))
        {
            resume.SetResult();
            await Assert.ThrowsAsync<LogConflictException>(() => append);
            Assert.Equal(3, await log.AppendAsync(2, Group("3"), Cancel));
            Assert.Equal(4, await log.AppendAsync(3, Group("4"), Cancel));
        }

        await using var again = await NewProcess().Provider.OpenAsync(scope, Cancel);
        Assert.Equal(["1", "2", "3", "4"], await TextsAsync(again));
    }
}
