using Agents.Memory.Log;
using Agents.TestKit.Azurite;

namespace Agents.Storage.AzureBlobs.Tests;

/// <summary>How many requests the service bills: docs/storage.md says the same.</summary>
public sealed class CostTests(AzuriteServer azurite) : BlobLogFixture(azurite)
{
    [Fact]
    public async Task Requests_are_what_the_documentation_says()
    {
        Options.SegmentBlocksMax = 3;
        var (provider, transport) = NewProcess();
        await using (var log = await provider.OpenAsync(Ada, Cancel))
        {
            Assert.Equal("read", Sent());
            await log.AppendAsync(0, Group("one"), Cancel);
            Assert.Equal("create put append", Sent()["create container ".Length..]);
            await log.AppendAsync(1, Group("two", "three"), Cancel);
            Assert.Equal("append", Sent());
            await log.WriteSnapshotAsync(new LogSnapshot(3, Bytes("state")), Cancel);
            Assert.Equal("read put", Sent());
            await log.WriteSnapshotAsync(new LogSnapshot(3, Bytes("state")), Cancel);
            Assert.Equal("put", Sent());
            await log.AppendAsync(3, Group("four"), Cancel);
            Assert.Equal("append", Sent());
            await log.AppendAsync(4, Group("five"), Cancel);
            Assert.Equal("mark create put append", Sent());
        }

        await using var again = await provider.OpenAsync(Ada, Cancel);
        Assert.Equal("read read read mark", Sent());
        Assert.Equal(3, (await again.ReadSnapshotAsync(Cancel))?.Position);
        Assert.Equal("read read", Sent());
        Assert.Equal(2, (await ReadAllAsync(again, afterSequence: 3)).Count);
        Assert.Equal("read read", Sent());
        await again.ReadFramesAsync([1, 2, 3, 1], Cancel);
        Assert.Equal("read", Sent());
        await again.EraseAsync([2], Cancel);
        Assert.Equal("read mark put read create append put put list delete put", Sent());
        await again.DeleteAsync(Cancel);
        Assert.Equal("put list delete delete delete delete", Sent());

        string Sent()
        {
            var sent = string.Join(' ', transport.Sent);
            transport.Forget();
            return sent;
        }
    }
}
