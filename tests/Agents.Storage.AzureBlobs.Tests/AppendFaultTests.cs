using Agents.Memory.Log;
using Agents.Storage.AzureBlobs.Tests.Faults;
using Agents.TestKit.Azurite;

namespace Agents.Storage.AzureBlobs.Tests;

/// <summary>What becomes of a group whose requests are lost.</summary>
public sealed class AppendFaultTests(AzuriteServer azurite) : BlobLogFixture(azurite)
{
    [Theory]
    [InlineData(FaultKind.BeforeRequest)]
    [InlineData(FaultKind.AfterRequest)]
    [InlineData(FaultKind.Busy)]
    public async Task A_request_that_is_lost_once_is_sent_again_and_the_group_is_there_once(FaultKind fault)
    {
        var (provider, transport) = NewProcess();
        await using var log = await provider.OpenAsync(Ada, Cancel);
        await log.AppendAsync(0, Group("one"), Cancel);
        transport.Forget();
        transport.Fails = (_, count) => count == 0 ? fault : null;
        Assert.Equal(2, await log.AppendAsync(1, Group("two"), Cancel));
        Assert.True(transport.Sent.Count > 1);
        Assert.Equal(3, await log.AppendAsync(2, Group("three"), Cancel));
        Assert.Equal(["one", "two", "three"], await FoundAsync());
    }

    [Theory]
    [InlineData(FaultKind.BeforeRequest, false)]
    [InlineData(FaultKind.AfterRequest, true)]
    [InlineData(FaultKind.Busy, false)]
    public async Task A_request_that_nobody_answers_is_unavailable_and_the_group_is_found_once_or_not(
        FaultKind fault, bool found)
    {
        var (provider, transport) = NewProcess();
        await using (var log = await provider.OpenAsync(Ada, Cancel))
        {
            await log.AppendAsync(0, Group("one"), Cancel);
            transport.Fails = (_, _) => fault;
            var error = await Assert.ThrowsAsync<LogUnavailableException>(
                async () => await log.AppendAsync(1, Group("two"), Cancel));
            Assert.False(error.Full);
            transport.Fails = (_, _) => null;
            await Assert.ThrowsAsync<LogUnavailableException>(
                async () => await log.AppendAsync(1, Group("two"), Cancel));
        }

        string[] expected = found ? ["one", "two"] : ["one"];
        Assert.Equal(expected, await FoundAsync());
        await using var again = await provider.OpenAsync(Ada, Cancel);
        Assert.Equal(LogRecovery.None, again.Recovery);
        await again.AppendAsync(expected.Length, Group("three"), Cancel);
        Assert.Equal([.. expected, "three"], await FoundAsync());
    }

    [Fact]
    public async Task A_group_longer_than_a_block_is_one_group()
    {
        Options.BlockBytesMax = 1000;
        var (provider, transport) = NewProcess();
        await using var log = await provider.OpenAsync(Ada, Cancel);
        await log.AppendAsync(0, Group("one"), Cancel);
        transport.Forget();
        await log.AppendAsync(1, [.. Padded("two", 2500), .. Group("three")], Cancel);
        Assert.Equal(["append", "append", "append"], transport.Sent);
        Assert.Equal(["one", "two", "three"], await FoundAsync());
    }

    [Fact]
    public async Task Half_a_group_is_left_out_reported_once_and_written_over()
    {
        Options.BlockBytesMax = 1000;
        var (provider, transport) = NewProcess();
        await using (var log = await provider.OpenAsync(Ada, Cancel))
        {
            await log.AppendAsync(0, Group("one"), Cancel);
            transport.Forget();
            transport.Fails = (_, count) => count >= 2 ? FaultKind.BeforeRequest : null;
            await Assert.ThrowsAsync<LogUnavailableException>(
                async () => await log.AppendAsync(1, [.. Padded("a", 300), .. Padded("b", 3000)], Cancel));
        }

        await using (var log = await NewProcess().Provider.OpenAsync(Ada, Cancel))
        {
            Assert.Equal(1, log.Position);
            Assert.Equal(2000, log.Recovery.BytesCut);
            Assert.Contains("00000001.log@", log.Recovery.KeptAside, StringComparison.Ordinal);
            await log.AppendAsync(1, Group("two"), Cancel);
            Assert.Equal(["one", "two"], await TextsAsync(log));
        }

        await using var again = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        Assert.Equal(LogRecovery.None, again.Recovery);
        Assert.Equal(3, await again.AppendAsync(2, Group("three"), Cancel));
        Assert.Equal(["one", "two", "three"], await FoundAsync());
    }

    [Fact]
    public async Task A_stale_writer_cannot_complete_its_half_of_a_group()
    {
        Options.BlockBytesMax = 1000;
        var (provider, transport) = NewProcess();
        await using var stale = await provider.OpenAsync(Ada, Cancel);
        await stale.AppendAsync(0, Group("one"), Cancel);
        var resume = new TaskCompletionSource();
        var paused = new TaskCompletionSource();
        transport.Forget();
        transport.Before = _ =>
        {
            if (transport.Sent.Count < 2)
            {
                return Task.CompletedTask;
            }

            paused.TrySetResult();
            return resume.Task;
        };
        var append = stale.AppendAsync(1, Padded("two", 2500), Cancel).AsTask();
        await paused.Task;
        await using (var log = await NewProcess().Provider.OpenAsync(Ada, Cancel))
        {
            Assert.Equal(1, log.Position);
            resume.SetResult();
            await Assert.ThrowsAsync<LogConflictException>(() => append);
            await log.AppendAsync(1, Group("new"), Cancel);
        }

        Assert.Equal(["one", "new"], await FoundAsync());
    }

    [Fact]
    public async Task Cancellation_is_honoured_before_the_first_request_only()
    {
        var (provider, transport) = NewProcess();
        await using var log = await provider.OpenAsync(Ada, Cancel);
        await log.AppendAsync(0, Group("one"), Cancel);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        transport.Before = _ => source.CancelAsync();
        Assert.Equal(2, await log.AppendAsync(1, Group("two"), source.Token));
        transport.Forget();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await log.AppendAsync(2, Group("three"), source.Token));
        Assert.Empty(transport.Sent);
        Assert.Equal(3, await log.AppendAsync(2, Group("three"), Cancel));
    }

    [Fact]
    public async Task A_service_that_does_not_answer_in_time_is_unavailable()
    {
        Options.RequestTimeout = TimeSpan.FromMilliseconds(50);
        Options.RetriesMax = 1;
        var (provider, transport) = NewProcess();
        var never = new TaskCompletionSource();
        transport.Before = _ => never.Task;
        await Assert.ThrowsAsync<LogUnavailableException>(async () => await provider.OpenAsync(Ada, Cancel));
        await Assert.ThrowsAsync<LogUnavailableException>(
            async () => await provider.FindAsync(Keys.NameOf(Ada), Cancel));
    }
}
