using Agents.Memory.Log;
using Agents.TestKit.Azurite;

namespace Agents.Storage.AzureBlobs.Tests;

public sealed class DamageTests(AzuriteServer azurite) : BlobLogFixture(azurite)
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_flipped_bit_is_damage_and_the_log_is_not_served(int group)
    {
        await WriteAsync();
        var name = Assert.Single(await SegmentsAsync());
        var bytes = (await BlobsAsync())[name];
        var at = 64 + (group * (bytes.Length - 64) / 3) + 80;
        bytes[at] ^= 1;
        await OverwriteAsync(name, bytes);
        var damage = await Assert.ThrowsAsync<LogDamagedException>(
            async () => await NewProcess().Provider.OpenAsync(Ada, Cancel));
        Assert.EndsWith("/00000001.log", damage.File, StringComparison.Ordinal);
        Assert.InRange(damage.Offset, 64, at);

        // It stays refused, with the same words, also when the bytes are right again.
        bytes[at] ^= 1;
        await OverwriteAsync(name, bytes);
        var again = await Assert.ThrowsAsync<LogDamagedException>(
            async () => await NewProcess().Provider.OpenAsync(Ada, Cancel));
        Assert.Equal(damage.Message, again.Message);
        Assert.Null(await Provider.FindAsync(Keys.NameOf(Ada), Cancel));
        var head = Container.GetBlobClient((await BlobsAsync()).Keys.Single(
            blob => blob.EndsWith("/head", StringComparison.Ordinal)));
        await head.SetMetadataAsync(new Dictionary<string, string>(), cancellationToken: Cancel);
        Assert.Equal(["one", "two", "six"], await FoundAsync());
    }

    [Fact]
    public async Task A_writer_of_a_quarantined_log_is_stopped()
    {
        Options.SegmentBlocksMax = 3;
        await using var log = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        await log.AppendAsync(0, Group("one"), Cancel);
        var name = Assert.Single(await SegmentsAsync());
        var bytes = (await BlobsAsync())[name];
        bytes[^1] ^= 1;
        await OverwriteAsync(name, bytes);
        await Assert.ThrowsAsync<LogDamagedException>(async () => await log.ReadFrameAsync(1, Cancel));
        await Assert.ThrowsAsync<LogUnavailableException>(async () => await log.AppendAsync(1, Group("two"), Cancel));
        await Assert.ThrowsAsync<LogDamagedException>(
            async () => await NewProcess().Provider.OpenAsync(Ada, Cancel));
    }

    [Theory]
    [InlineData(".log")]
    [InlineData("/head")]
    public async Task Missing_and_foreign_blobs_are_damage(string suffix)
    {
        await WriteAsync();
        var name = (await BlobsAsync()).Keys.Single(blob => blob.EndsWith(suffix, StringComparison.Ordinal));
        if (suffix == ".log")
        {
            await Container.DeleteBlobAsync(name, cancellationToken: Cancel);
        }
        else
        {
            await Container.GetBlobClient(name).UploadAsync(BinaryData.FromString("foreign"), overwrite: true, Cancel);
        }

        await Assert.ThrowsAsync<LogDamagedException>(async () => await NewProcess().Provider.OpenAsync(Ada, Cancel));
    }

    [Fact]
    public async Task A_snapshot_that_does_not_verify_is_not_returned_and_is_replaced()
    {
        await using var log = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        await log.AppendAsync(0, Group("one"), Cancel);
        Assert.True(await log.WriteSnapshotAsync(new LogSnapshot(1, Bytes("state")), Cancel));
        var name = (await BlobsAsync()).Keys.Single(blob => blob.EndsWith("/snapshot.bin", StringComparison.Ordinal));
        var bytes = (await BlobsAsync())[name];
        bytes[^1] ^= 1;
        await Container.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(bytes), overwrite: true, Cancel);
        await using var again = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        Assert.Null(await again.ReadSnapshotAsync(Cancel));
        Assert.True(await again.WriteSnapshotAsync(new LogSnapshot(1, Bytes("state")), Cancel));
        Assert.Equal("state", Text((await again.ReadSnapshotAsync(Cancel))!.Payload));
    }

    private async Task WriteAsync()
    {
        await using var log = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        await log.AppendAsync(0, Group("one"), Cancel);
        await log.AppendAsync(1, Group("two"), Cancel);
        await log.AppendAsync(2, Group("six"), Cancel);
    }
}
