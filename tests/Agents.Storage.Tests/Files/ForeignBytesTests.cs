using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Cipher;
using Agents.Storage.Files;
using Agents.Storage.Tests.Files.Io;
using Microsoft.Extensions.Logging.Abstractions;
using static Agents.Storage.Tests.Files.DiskFixture;

namespace Agents.Storage.Tests.Files;

/// <summary>Files and frames of another user, or of an earlier life of the same one, are never read.</summary>
public sealed class ForeignBytesTests
{
    private const string Segment = "00000001.log";
    private static readonly MemoryScope Bob = new("tenant", "bob");

    [Theory]
    [InlineData(LogHeader.FileName)]
    [InlineData(Manifest.FileName)]
    [InlineData(Segment)]
    [InlineData(LogHeader.FileName, Manifest.FileName)]
    [InlineData(Manifest.FileName, Segment)]
    [InlineData(LogHeader.FileName, Manifest.FileName, Segment)]
    public async Task Files_of_another_user_are_refused(params string[] files)
    {
        var disk = NewDisk();
        await WriteAsync(disk, Ada, ["ada's"]);
        await WriteAsync(disk, Bob, ["bob's"]);
        foreach (var file in files)
        {
            disk.SetContent(FileOf(Ada, file), disk.Content(FileOf(Bob, file)));
        }

        await CheckRefusedAsync(disk);
    }

    [Theory]
    [InlineData(Manifest.FileName)]
    [InlineData(Segment)]
    [InlineData(Manifest.FileName, Segment)]
    public async Task Files_of_an_earlier_life_are_refused(params string[] files)
    {
        var disk = NewDisk();
        await WriteAsync(disk, Ada, ["first life"]);
        var first = files.Select(file => disk.Content(FileOf(Ada, file))).ToArray();
        await WithLogAsync(disk, Ada, async log =>
        {
            await log.DeleteAsync(Cancel);
            return 0;
        });
        await WriteAsync(disk, Ada, ["second life"]);
        for (var i = 0; i < files.Length; i++)
        {
            disk.SetContent(FileOf(Ada, files[i]), first[i]);
        }

        await CheckRefusedAsync(disk);
    }

    [Fact]
    public async Task A_frame_of_another_user_is_refused()
    {
        var disk = NewDisk();
        await WriteAsync(disk, Ada, ["text a"], ["text b"]);
        await WriteAsync(disk, Bob, ["text c"], ["text d"]);
        var ada = disk.Content(FileOf(Ada, Segment));
        var frame = (ada.Length - SegmentHeader.Bytes) / 2;
        byte[] spliced = [.. ada[..^frame], .. disk.Content(FileOf(Bob, Segment))[^frame..]];
        disk.SetContent(FileOf(Ada, Segment), spliced);
        await CheckRefusedAsync(disk);
    }

    [Fact]
    public async Task Frames_in_another_order_are_refused()
    {
        var disk = NewDisk();
        await WriteAsync(disk, Ada, ["text a"], ["text b"], ["text c"]);
        var ada = disk.Content(FileOf(Ada, Segment));
        var frame = (ada.Length - SegmentHeader.Bytes) / 3;
        byte[] swapped = [.. ada[..^(2 * frame)], .. ada[^frame..], .. ada[^(2 * frame)..^frame]];
        disk.SetContent(FileOf(Ada, Segment), swapped);
        await CheckRefusedAsync(disk);
    }

    [Fact]
    public async Task A_frame_of_another_past_of_the_same_log_breaks_the_chain()
    {
        var disk = NewDisk();
        await WriteAsync(disk, Ada, ["text a"]);
        var other = disk.Clone();
        await WriteAsync(disk, Ada, ["text b"], ["text c"]);
        await WriteAsync(other, Ada, ["text x"], ["text y"]);
        var ada = disk.Content(FileOf(Ada, Segment));
        var past = other.Content(FileOf(Ada, Segment));
        var frame = (ada.Length - SegmentHeader.Bytes) / 3;
        byte[] spliced = [.. ada[..^(2 * frame)], .. past[^(2 * frame)..^frame], .. ada[^frame..]];
        disk.SetContent(FileOf(Ada, Segment), spliced);
        var error = await Assert.ThrowsAsync<LogDamagedException>(() => ReadAsync(disk, Ada));
        Assert.Equal(ada.Length - frame, error.Offset);
    }

    [Fact]
    public async Task A_segment_of_another_past_of_the_same_log_is_refused()
    {
        var disk = NewDisk();
        await WriteAsync(disk, Ada, ["text a"]);
        var other = disk.Clone();
        foreach (var (past, text) in new[] { (disk, "text b"), (other, "text x") })
        {
            await WriteAsync(past, Ada, [text]);
            await WithLogAsync(past, Ada, async log => await log.AppendAsync(2, Group("text"), Cancel), segment: 1);
        }

        disk.SetContent(FileOf(Ada, Segment), other.Content(FileOf(Ada, Segment)));
        var error = await Assert.ThrowsAsync<LogDamagedException>(() => ReadAsync(disk, Ada));
        Assert.EndsWith("00000002.log", error.File, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snapshot_of_another_past_of_the_same_log_is_set_aside()
    {
        var disk = NewDisk();
        await WriteAsync(disk, Ada, ["text a"]);
        var other = disk.Clone();
        await WriteAsync(disk, Ada, ["text b"]);
        await WriteAsync(other, Ada, ["text x"]);
        await WithLogAsync(
            other, Ada, async log => await log.WriteSnapshotAsync(new LogSnapshot(2, new byte[9]), Cancel));
        using (var file = disk.Create(FileOf(Ada, "snapshot-2.0.bin")))
        {
            file.Write(other.Content(FileOf(Ada, "snapshot-2.0.bin")), 0);
        }

        Assert.Null(await WithLogAsync(disk, Ada, async log => await log.ReadSnapshotAsync(Cancel)));
        Assert.Equal(["text a", "text b"], await ReadAsync(disk, Ada));
    }

    [Fact]
    public async Task A_key_ring_of_another_folder_opens_nothing_and_quarantines_nothing()
    {
        var disk = NewDisk();
        await WriteAsync(disk, Ada, ["one"]);
        using var other = LocalKeyRing.CreateInMemory();
        disk.RenameFolder(AdaFolder, AdaFolder + "x");
        var foreign = new LogFolder(Root + "/users", other.NameOf(Ada));
        disk.CreateFolder(foreign.Shelf);
        disk.RenameFolder(AdaFolder + "x", foreign.Location);
        await using var provider = new FileMemoryLogProvider(disk, Root, other, 1024, NullLogger.Instance);
        var error = await Assert.ThrowsAsync<LogUnavailableException>(
            async () => await provider.OpenAsync(Ada, Cancel));
        Assert.Contains("restore the key ring", error.Message, StringComparison.Ordinal);
        Assert.False(disk.FileExists(foreign.Of(Quarantine.FileName)));
    }

    private static async Task CheckRefusedAsync(SimulatedDisk disk)
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => ReadAsync(disk, Ada));
        Assert.True(error is LogDamagedException or LogUnavailableException, error.ToString());
    }
}
