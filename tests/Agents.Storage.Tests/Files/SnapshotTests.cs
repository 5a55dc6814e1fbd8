using Agents.Memory.Log;
using Agents.Storage.Tests.Files.Io;
using static Agents.Storage.Tests.Files.DiskFixture;

namespace Agents.Storage.Tests.Files;

public sealed class SnapshotTests
{
    private const string File = "snapshot-2.0.bin";
    private static readonly byte[] State = [.. Enumerable.Range(0, 100).Select(i => (byte)i)];

    [Fact]
    public async Task Any_bit_flipped_in_a_snapshot_sets_it_aside_and_null_is_read()
    {
        var disk = await WriteSnapshotAsync();
        var bytes = disk.Content(FileOf(Ada, File));
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var flipped = disk.Clone();
            var spoilt = bytes.ToArray();
            spoilt[bit / 8] ^= (byte)(1 << (bit % 8));
            flipped.SetContent(FileOf(Ada, File), spoilt);
            await CheckSetAsideAsync(flipped);
        }
    }

    [Fact]
    public async Task A_snapshot_cut_at_any_byte_or_longer_is_set_aside()
    {
        var disk = await WriteSnapshotAsync();
        var bytes = disk.Content(FileOf(Ada, File));
        for (var length = 0; length < bytes.Length; length++)
        {
            var cut = disk.Clone();
            cut.SetContent(FileOf(Ada, File), bytes[..length]);
            await CheckSetAsideAsync(cut);
        }

        disk.SetContent(FileOf(Ada, File), [.. bytes, 0]);
        await CheckSetAsideAsync(disk);
    }

    [Fact]
    public async Task Blocks_of_a_snapshot_do_not_open_in_another_order()
    {
        const int Block = (1024 * 1024) + 28;
        var disk = await WriteSnapshotAsync(new byte[2 * 1024 * 1024]);
        var bytes = disk.Content(FileOf(Ada, File));
        byte[] swapped = [.. bytes[..^(2 * Block)], .. bytes[^Block..], .. bytes[^(2 * Block)..^Block]];
        Assert.Equal(bytes.Length, swapped.Length);
        disk.SetContent(FileOf(Ada, File), swapped);
        await CheckSetAsideAsync(disk);
    }

    [Fact]
    public async Task A_snapshot_of_a_longer_log_is_not_read_after_the_tail_was_cut()
    {
        var disk = await WriteSnapshotAsync();
        var segment = disk.Content(FileOf(Ada, "00000001.log"));
        disk.SetContent(FileOf(Ada, "00000001.log"), segment[..^1]);
        await WithLogAsync(disk, Ada, async log =>
        {
            Assert.Equal(1, log.Position);
            await log.AppendAsync(1, Group("another two"), Cancel);
            Assert.Null(await log.ReadSnapshotAsync(Cancel));
            return 0;
        });
    }

    [Fact]
    public async Task A_snapshot_put_back_after_an_erasure_is_not_read()
    {
        var disk = await WriteSnapshotAsync();
        var old = disk.Content(FileOf(Ada, File));
        await WithLogAsync(disk, Ada, async log =>
        {
            await log.EraseAsync([1], Cancel);
            return 0;
        });
        foreach (var name in new[] { File, "snapshot-2.1.bin" })
        {
            var restored = disk.Clone();
            restored.Create(FileOf(Ada, name)).Write(old, 0);
            Assert.Null(await WithLogAsync(restored, Ada, async log => await log.ReadSnapshotAsync(Cancel)));
            Assert.False(restored.FileExists(FileOf(Ada, name)));
        }
    }

    private static async Task<SimulatedDisk> WriteSnapshotAsync(byte[]? state = null)
    {
        var disk = NewDisk();
        await WriteAsync(disk, Ada, ["one"], ["two"]);
        Assert.True(await WithLogAsync(
            disk, Ada, async log => await log.WriteSnapshotAsync(new LogSnapshot(2, state ?? State), Cancel)));
        return disk;
    }

    private static async Task CheckSetAsideAsync(SimulatedDisk disk) => await WithLogAsync(disk, Ada, async log =>
    {
        Assert.Null(await log.ReadSnapshotAsync(Cancel));
        Assert.False(disk.FileExists(FileOf(Ada, File)));
        Assert.Equal(["e0-" + File], disk.FilesOf(AdaFolder + "/aside"));
        Assert.Equal(["one", "two"], await TextsAsync(log));
        return 0;
    });
}
