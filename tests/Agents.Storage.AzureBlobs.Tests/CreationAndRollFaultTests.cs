using Agents.Memory.Log;
using Agents.Storage.AzureBlobs.Tests.Faults;
using Agents.TestKit.Azurite;

namespace Agents.Storage.AzureBlobs.Tests;

/// <summary>Stops a process at each request of a change that takes several.</summary>
public sealed class CreationAndRollFaultTests(AzuriteServer azurite) : BlobLogFixture(azurite)
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 1)]
    [InlineData(0, 2500)]
    [InlineData(2, 2500)]
    public async Task A_group_is_there_once_or_not_wherever_its_process_stops(int groupsBefore, int bytes)
    {
        Options.SegmentBlocksMax = 2;
        Options.BlockBytesMax = 1000;
        foreach (var fault in new[] { FaultKind.BeforeRequest, FaultKind.AfterRequest })
        {
            for (var (k, completed) = (0, false); !completed; k++)
            {
                completed = await StopAsync(fault, k, groupsBefore, bytes);
            }
        }
    }

    [Theory]
    [InlineData(FaultKind.BeforeRequest)]
    [InlineData(FaultKind.AfterRequest)]
    [InlineData(FaultKind.Busy)]
    public async Task Every_request_may_be_lost_once_and_nothing_is_lost_or_doubled(FaultKind fault)
    {
        Options.SegmentBlocksMax = 3;
        Options.BlockBytesMax = 1000;
        var (provider, transport) = NewProcess();
        var turn = 0;
        transport.Fails = (_, _) => turn++ % 2 == 0 ? fault : null;
        await using (var log = await provider.OpenAsync(Ada, Cancel))
        {
            for (var i = 0; i < 6; i++)
            {
                await log.AppendAsync(i, Padded($"{i}", i % 2 == 0 ? 1 : 1500), Cancel);
            }

            Assert.True(await log.WriteSnapshotAsync(new LogSnapshot(6, Bytes("state")), Cancel));
            Assert.Equal("state", Text((await log.ReadSnapshotAsync(Cancel))!.Payload));
            await log.EraseAsync([2, 3], Cancel);
            await log.AppendAsync(6, Group("6"), Cancel);
        }

        Assert.Equal(["0", "", "", "3", "4", "5", "6"], await FoundAsync());
        await using var again = await provider.OpenAsync(Ada, Cancel);
        await again.DeleteAsync(Cancel);
        Assert.Empty(await BlobsAsync());
    }

    private async Task<bool> StopAsync(FaultKind fault, int stop, int groupsBefore, int bytes)
    {
        var scope = Ada with { User = $"{fault}-{stop}" };
        var (provider, transport) = NewProcess();
        var before = Enumerable.Range(0, groupsBefore).Select(i => $"{i}").ToArray();
        var acknowledged = true;
        await using (var log = await provider.OpenAsync(scope, Cancel))
        {
            for (var i = 0; i < groupsBefore; i++)
            {
                await log.AppendAsync(i, Group(before[i]), Cancel);
            }

            transport.Forget();
            transport.Fails = (_, count) => count < stop ? null : count == stop ? fault : FaultKind.BeforeRequest;
            try
            {
                await log.AppendAsync(groupsBefore, Padded("new", bytes), Cancel);
            }
            catch (LogUnavailableException)
            {
                acknowledged = false;
            }
        }

        await using (var again = await NewProcess().Provider.OpenAsync(scope, Cancel))
        {
            var found = (await TextsAsync(again)).Select(text => text.TrimEnd('.')).ToArray();
            string[] whole = [.. before, "new"];
            Assert.True(found.SequenceEqual(whole) || (!acknowledged && found.SequenceEqual(before)));
            await again.AppendAsync(again.Position, Group("next"), Cancel);
            await again.AppendAsync(again.Position, Group("last"), Cancel);
            before = [.. found, "next", "last"];
        }

        await using var third = await NewProcess().Provider.OpenAsync(scope, Cancel);
        Assert.Equal(before, (await TextsAsync(third)).Select(text => text.TrimEnd('.')));
        Assert.Equal(LogRecovery.None, third.Recovery);
        return acknowledged;
    }
}
