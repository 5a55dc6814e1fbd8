using Agents.Memory.Log;
using Agents.TestKit.Azurite;

namespace Agents.Storage.AzureBlobs.Tests;

/// <summary>Two processes with one log, the earlier of which is stopped on its way.</summary>
public sealed class FenceTests(AzuriteServer azurite) : BlobLogFixture(azurite)
{
    [Fact]
    public async Task A_stale_writer_that_rolls_over_gets_nothing_through()
    {
        Options.SegmentBlocksMax = 2;
        foreach (var step in new[] { "mark", "create", "put", "append" })
        {
            await CheckRollAsync(step);
        }
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
