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
        Assert.Equal("read read read read mark", Sent());
        Assert.Equal(3, (await again.ReadSnapshotAsync(Cancel))?.Position);
        Assert.Equal("", Sent());
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_activation_reads_the_head_the_snapshot_and_what_follows_it(bool hasSnapshot)
    {
        const int Groups = 40;
        const int GroupBytes = 50_000;
        const int StateBytes = 10_000;
        Options.SegmentBlocksMax = 10;
        var (provider, transport) = NewProcess();
        await using (var log = await provider.OpenAsync(Ada, Cancel))
        {
            for (var i = 0; i < Groups; i++)
            {
                await log.AppendAsync(i, Padded($"{i}", GroupBytes), Cancel);
                if (hasSnapshot && i == Groups - 2)
                {
                    Assert.True(await log.WriteSnapshotAsync(
                        new LogSnapshot(log.Position, new byte[StateBytes]), Cancel));
                }
            }
        }

        transport.Forget();
        await using var again = await provider.OpenAsync(Ada, Cancel);
        var snapshot = await again.ReadSnapshotAsync(Cancel);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"snapshot {hasSnapshot}: {string.Join(' ', transport.Sent)}; {transport.BytesRead} bytes");
        Assert.Equal(hasSnapshot, snapshot is not null);
        if (hasSnapshot)
        {
            Assert.Equal(["read", "read", "read", "mark"], transport.Sent);
            Assert.InRange(transport.BytesRead, (2 * GroupBytes) + StateBytes, (2 * GroupBytes) + StateBytes + 3000);
        }
        else
        {
            Assert.Equal(["read", "read", "read", "read", "read", "read", "mark"], transport.Sent);
            Assert.InRange(transport.BytesRead, Groups * GroupBytes, Groups * (GroupBytes + 200));
        }

        Assert.Equal(Groups, again.Position);
        Assert.Equal(Groups, (await TextsAsync(again)).Count);
    }
}
