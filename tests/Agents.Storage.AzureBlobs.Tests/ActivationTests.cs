using Agents.Memory.Log;
using Agents.Storage.AzureBlobs.Tests.Faults;
using Agents.TestKit.Azurite;

namespace Agents.Storage.AzureBlobs.Tests;

/// <summary>Opening by the index that stands behind the snapshot.</summary>
public sealed class ActivationTests(AzuriteServer azurite) : BlobLogFixture(azurite)
{
    private const int GroupBytes = 300;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_log_that_is_opened_by_its_snapshot_is_the_same_as_one_that_is_read_whole(int behind)
    {
        Options.SegmentBlocksMax = 3;
        await WriteAsync(groups: 7, snapshotAt: 7 - behind);
        var whole = await FoundAsync();
        await using (var log = await NewProcess().Provider.OpenAsync(Ada, Cancel))
        {
            var bytes = log.Bytes;
            Assert.Equal((7, LogRecovery.None), (log.Position, log.Recovery));
            Assert.Equal("state", Text((await log.ReadSnapshotAsync(Cancel))!.Payload));
            Assert.Equal("state", Text((await log.ReadSnapshotAsync(Cancel))!.Payload));
            Assert.Equal(whole, await ShortTextsAsync(log));
            Assert.Equal(8, await log.AppendAsync(7, Group("7"), Cancel));
            await log.EraseAsync([2, 7], Cancel);
            Assert.Equal(["0", "", "2", "3", "4", "5", "", "7"], await ShortTextsAsync(log));
            Assert.True(log.Bytes < bytes);
            Assert.True(await log.WriteSnapshotAsync(new LogSnapshot(8, Bytes("later")), Cancel));
        }

        await using var again = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        Assert.Equal(["0", "", "2", "3", "4", "5", "", "7"], await ShortTextsAsync(again));
        Assert.True((await again.ReadFrameAsync(2, Cancel)).Erased);
        Assert.Equal("later", Text((await again.ReadSnapshotAsync(Cancel))!.Payload));
    }

    [Fact]
    public async Task Appends_of_earlier_processes_count_for_the_rollover()
    {
        Options.SegmentBlocksMax = 3;
        await WriteAsync(groups: 2, snapshotAt: 2);
        for (var i = 2; i < 5; i++)
        {
            await using var log = await NewProcess().Provider.OpenAsync(Ada, Cancel);
            await log.AppendAsync(i, Group($"{i}"), Cancel);
        }

        Assert.Equal(2, (await SegmentsAsync()).Count);
        Assert.Equal(["0", "1", "2", "3", "4"], await FoundAsync());
    }

    [Fact]
    public async Task Damage_before_the_snapshot_is_found_when_the_frame_is_read_and_refuses_the_log_from_then_on()
    {
        Options.SegmentBlocksMax = 3;
        await WriteAsync(groups: 7, snapshotAt: 7);
        var name = (await SegmentsAsync())[0];
        var bytes = (await BlobsAsync())[name];
        bytes[64 + GroupBytes + 96 + 100] ^= 1;
        await OverwriteAsync(name, bytes);
        await using var log = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        Assert.Equal("0", Text((await log.ReadFrameAsync(1, Cancel)).Payload).TrimEnd('.'));
        Assert.Equal("6", Text((await log.ReadFrameAsync(7, Cancel)).Payload).TrimEnd('.'));
        var damage = await Assert.ThrowsAsync<LogDamagedException>(async () => await log.ReadFrameAsync(2, Cancel));
        Assert.EndsWith("/00000001.log", damage.File, StringComparison.Ordinal);
        await Assert.ThrowsAsync<LogUnavailableException>(async () => await log.AppendAsync(7, Group("7"), Cancel));
        await Assert.ThrowsAsync<LogDamagedException>(async () => await NewProcess().Provider.OpenAsync(Ada, Cancel));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Damage_behind_the_snapshot_is_found_at_the_open(int behind)
    {
        await WriteAsync(groups: 5, snapshotAt: 4);
        var name = Assert.Single(await SegmentsAsync());
        var bytes = (await BlobsAsync())[name];
        bytes[^(100 + ((1 - behind) * (GroupBytes + 96)))] ^= 1;
        await OverwriteAsync(name, bytes);
        await Assert.ThrowsAsync<LogDamagedException>(async () => await NewProcess().Provider.OpenAsync(Ada, Cancel));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Groups_that_the_snapshot_knows_and_that_are_gone_are_damage(int gone)
    {
        await WriteAsync(groups: 5, snapshotAt: 5);
        var name = Assert.Single(await SegmentsAsync());
        var bytes = (await BlobsAsync())[name];
        await OverwriteAsync(name, bytes[..^(gone * (GroupBytes + 96))]);
        var damage = await Assert.ThrowsAsync<LogDamagedException>(
            async () => await NewProcess().Provider.OpenAsync(Ada, Cancel));
        Assert.Contains("frame 5, which was committed, is missing", damage.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(22)]
    [InlineData(60)]
    public async Task An_index_that_does_not_verify_is_not_used(int fromEnd)
    {
        Options.SegmentBlocksMax = 3;
        await WriteAsync(groups: 7, snapshotAt: 6);
        var (name, bytes) = await SnapshotAsync();
        bytes[^fromEnd] ^= 1;
        await PutAsync(name, bytes);
        var (provider, transport) = NewProcess();
        await using var log = await provider.OpenAsync(Ada, Cancel);
        Assert.Equal(["read", "read", "read", "read", "read", "mark"], transport.Sent);
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6"], await ShortTextsAsync(log));
        Assert.Equal(fromEnd > 20 ? 6 : null, (await log.ReadSnapshotAsync(Cancel))?.Position);
    }

    [Fact]
    public async Task A_snapshot_from_before_an_erasure_that_comes_back_is_not_used()
    {
        await WriteAsync(groups: 4, snapshotAt: 4);
        var (name, bytes) = await SnapshotAsync();
        await using (var log = await NewProcess().Provider.OpenAsync(Ada, Cancel))
        {
            await log.EraseAsync([2], Cancel);
        }

        await PutAsync(name, bytes);
        await using var again = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        Assert.Null(await again.ReadSnapshotAsync(Cancel));
        Assert.Equal(["0", "", "2", "3"], await ShortTextsAsync(again));
    }

    [Fact]
    public async Task Half_a_group_behind_the_snapshot_is_reported_and_goes_with_an_erasure_after_a_restart()
    {
        Options.BlockBytesMax = 1000;
        var (provider, transport) = NewProcess();
        await using (var log = await provider.OpenAsync(Ada, Cancel))
        {
            await log.AppendAsync(0, Group("one"), Cancel);
            Assert.True(await log.WriteSnapshotAsync(new LogSnapshot(1, Bytes("state")), Cancel));
            transport.Forget();
            transport.Fails = (_, count) => count >= 2 ? FaultKind.BeforeRequest : null;
            await Assert.ThrowsAsync<LogUnavailableException>(
                async () => await log.AppendAsync(1, Padded("half", 3000), Cancel));
        }

        var half = (await BlobsAsync())[Assert.Single(await SegmentsAsync())][^900..];
        await using (var log = await NewProcess().Provider.OpenAsync(Ada, Cancel))
        {
            Assert.Equal(2000, log.Recovery.BytesCut);
            await log.AppendAsync(1, Group("two"), Cancel);
            Assert.True(await log.WriteSnapshotAsync(new LogSnapshot(2, Bytes("later")), Cancel));
        }

        await using (var log = await NewProcess().Provider.OpenAsync(Ada, Cancel))
        {
            Assert.Equal(LogRecovery.None, log.Recovery);
            Assert.Equal(2, (await log.ReadSnapshotAsync(Cancel))?.Position);
            await log.EraseAsync([2], Cancel);
        }

        Assert.DoesNotContain(await BlobsAsync(), blob => blob.Value.AsSpan().IndexOf(half) >= 0);
        Assert.Equal(["one", ""], await FoundAsync());
    }

    private static async Task<List<string>> ShortTextsAsync(IMemoryLog log) =>
        [.. (await TextsAsync(log)).Select(text => text.TrimEnd('.'))];

    private async Task WriteAsync(int groups, int snapshotAt)
    {
        await using var log = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        for (var i = 0; i < groups; i++)
        {
            await log.AppendAsync(i, Padded($"{i}", GroupBytes), Cancel);
            if (i + 1 == snapshotAt)
            {
                Assert.True(await log.WriteSnapshotAsync(new LogSnapshot(snapshotAt, Bytes("state")), Cancel));
            }
        }
    }

    private async Task<(string Name, byte[] Bytes)> SnapshotAsync()
    {
        var (name, bytes) = (await BlobsAsync()).Single(
            blob => blob.Key.EndsWith("/snapshot.bin", StringComparison.Ordinal));
        return (name, bytes);
    }

    private async Task PutAsync(string name, byte[] bytes) =>
        await Container.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(bytes), overwrite: true, Cancel);
}
