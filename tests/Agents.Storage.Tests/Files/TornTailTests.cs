using Agents.Memory.Log;
using Agents.Storage.Files;
using Agents.Storage.Frames;
using Agents.Storage.Tests.Files.Io;
using static Agents.Storage.Tests.Files.DiskFixture;

namespace Agents.Storage.Tests.Files;

/// <summary>What opening makes of a log whose bytes are not what was written.</summary>
public sealed class TornTailTests
{
    private const string Segment = "00000001.log";
    private static readonly string[][] Groups = [["one", "two"], ["three"], ["four", "five", "six"]];
    private static readonly string[] All = [.. Groups.SelectMany(group => group)];
    private static readonly string[] Kept = [.. Groups[..^1].SelectMany(group => group)];

    [Fact]
    public async Task A_log_cut_at_every_byte_of_its_last_group_opens_to_the_group_before()
    {
        var (disk, start) = await WriteGroupsAsync();
        var bytes = disk.Content(FileOf(Ada, Segment));
        Assert.True(bytes.Length - start > 200);
        for (var length = start; length < bytes.Length; length++)
        {
            var cut = disk.Clone();
            cut.SetContent(FileOf(Ada, Segment), bytes[..length]);
            var recovery = await WithLogAsync(cut, Ada, async log =>
            {
                Assert.Equal(Kept, await TextsAsync(log));
                return log.Recovery;
            });
            Assert.Equal(length - start, recovery.BytesCut);
            CheckKeptAside(cut, recovery, bytes.AsSpan(start, length - start));
            Assert.Equal(start, cut.Content(FileOf(Ada, Segment)).Length);
        }
    }

    [Fact]
    public async Task A_log_whose_last_group_was_not_written_to_every_sector_opens_to_the_group_before()
    {
        var (disk, start) = await WriteGroupsAsync();
        var bytes = disk.Content(FileOf(Ada, Segment));
        for (var from = start; from < bytes.Length; from += 16)
        {
            var torn = disk.Clone();
            var holed = bytes.ToArray();
            holed.AsSpan(from, Math.Min(40, bytes.Length - from)).Clear();
            torn.SetContent(FileOf(Ada, Segment), holed);
            Assert.Equal(Kept, await ReadAsync(torn, Ada));
        }
    }

    [Fact]
    public async Task Any_bit_flipped_in_the_last_group_is_repaired_or_refused_and_never_read()
    {
        var (disk, start) = await WriteGroupsAsync();
        var bytes = disk.Content(FileOf(Ada, Segment));
        for (var bit = start * 8; bit < bytes.Length * 8; bit++)
        {
            var flipped = Flip(disk, Segment, bit);
            var tail = flipped.Content(FileOf(Ada, Segment))[start..];
            var recovery = await WithLogAsync(flipped, Ada, async log =>
            {
                Assert.Equal(Kept, await TextsAsync(log));
                return log.Recovery;
            });
            CheckKeptAside(flipped, recovery, tail);
        }
    }

    [Fact]
    public async Task Any_bit_flipped_before_the_last_group_is_refused_with_file_and_offset()
    {
        var (disk, start) = await WriteGroupsAsync();
        for (var bit = 0; bit < start * 8; bit++)
        {
            await CheckRefusedAsync(Flip(disk, Segment, bit), Segment, 0, start);
        }
    }

    [Theory]
    [InlineData(LogHeader.FileName)]
    [InlineData(Manifest.FileName)]
    public async Task Any_bit_flipped_in_header_or_manifest_is_refused_with_the_file(string file)
    {
        var (disk, _) = await WriteGroupsAsync();
        var length = disk.Content(FileOf(Ada, file)).Length;
        for (var bit = 0; bit < length * 8; bit++)
        {
            await CheckRefusedAsync(Flip(disk, file, bit), file, 0, length);
        }
    }

    [Theory]
    [InlineData(LogHeader.FileName)]
    [InlineData(Manifest.FileName)]
    [InlineData(Segment)]
    public async Task A_file_cut_short_or_missing_is_refused(string file)
    {
        var (disk, start) = await WriteGroupsAsync();
        var bytes = disk.Content(FileOf(Ada, file));
        for (var length = 0; length < Math.Min(bytes.Length, SegmentHeader.Bytes); length++)
        {
            var cut = disk.Clone();
            cut.SetContent(FileOf(Ada, file), bytes[..length]);
            await CheckRefusedAsync(cut, file, 0, start);
        }

        var missing = disk.Clone();
        missing.DeleteFile(FileOf(Ada, file));
        await CheckRefusedAsync(missing, file, 0, 0);
    }

    [Fact]
    public async Task A_sealed_segment_cut_at_a_group_is_refused()
    {
        var disk = NewDisk();
        await WithLogAsync(
            disk,
            Ada,
            async log =>
            {
                for (var i = 0; i < 40; i++)
                {
                    await log.AppendAsync(i, Group("text " + i), Cancel);
                }

                return 0;
            },
            segment: 1024);
        var bytes = disk.Content(FileOf(Ada, Segment));
        var frame = FrameFormat.OverheadBytes + "text 0".Length;
        disk.SetContent(FileOf(Ada, Segment), bytes[..^frame]);
        await CheckRefusedAsync(disk, Segment, bytes.Length - frame, bytes.Length - frame);
    }

    [Fact]
    public async Task A_damaged_log_stays_refused_until_the_mark_is_removed()
    {
        var (disk, start) = await WriteGroupsAsync();
        var flipped = Flip(disk, Segment, (start - 10) * 8);
        await CheckRefusedAsync(flipped, Segment, 0, start);
        flipped.SetContent(FileOf(Ada, Segment), disk.Content(FileOf(Ada, Segment)));
        await CheckRefusedAsync(flipped, Segment, 0, start);
        flipped.DeleteFile(FileOf(Ada, Quarantine.FileName));
        Assert.Equal(All, await ReadAsync(flipped, Ada));
    }

    [Fact]
    public async Task A_frame_that_is_spoilt_after_opening_is_refused_and_quarantines_the_log()
    {
        var (disk, start) = await WriteGroupsAsync();
        await using var provider = Provider(disk);
        await using var log = await provider.OpenAsync(Ada, Cancel);
        disk.SetContent(FileOf(Ada, Segment), Flip(disk, Segment, (start - 10) * 8).Content(FileOf(Ada, Segment)));
        var error = await Assert.ThrowsAsync<LogDamagedException>(async () => await log.ReadFrameAsync(3, Cancel));
        Assert.EndsWith(Segment, error.File, StringComparison.Ordinal);
        await Assert.ThrowsAsync<LogDamagedException>(async () => await provider.OpenAsync(Ada, Cancel));
    }

    [Fact]
    public async Task An_old_manifest_beside_newer_segments_is_refused()
    {
        var disk = NewDisk();
        await WriteAsync(disk, Ada, ["one"]);
        var old = disk.Content(FileOf(Ada, Manifest.FileName));
        await WithLogAsync(disk, Ada, async log => await log.AppendAsync(1, Group("two"), Cancel), segment: 1);
        disk.SetContent(FileOf(Ada, Manifest.FileName), old);
        await CheckRefusedAsync(disk, Manifest.FileName, 0, 0);
        Assert.True(disk.FileExists(FileOf(Ada, "00000002.log")));
    }

    [Fact]
    public async Task A_kept_tail_goes_with_the_next_erasure_even_when_that_is_interrupted()
    {
        var (disk, _) = await WriteGroupsAsync();
        disk.SetContent(FileOf(Ada, Segment), disk.Content(FileOf(Ada, Segment))[..^1]);
        Assert.Equal(Kept, await ReadAsync(disk, Ada));
        var kept = Assert.Single(disk.FilesOf(AdaFolder + "/aside"));
        var tail = disk.Content(AdaFolder + "/aside/" + kept);
        await WithLogAsync(disk, Ada, async log =>
        {
            await log.EraseAsync([1], Cancel);
            Assert.Empty(disk.FilesOf(AdaFolder + "/aside"));
            return 0;
        });
        using (var file = disk.Create(AdaFolder + "/aside/" + kept))
        {
            file.Write(tail, 0);
        }

        Assert.Null((await ReadAsync(disk, Ada))[0]);
        Assert.Empty(disk.FilesOf(AdaFolder + "/aside"));
    }

    [Fact]
    public async Task Cut_tails_of_one_place_are_kept_side_by_side_up_to_a_limit()
    {
        var (disk, start) = await WriteGroupsAsync();
        var bytes = disk.Content(FileOf(Ada, Segment));
        for (var round = 0; round < 70; round++)
        {
            disk.SetContent(FileOf(Ada, Segment), bytes[..(start + 1 + round)]);
            await ReadAsync(disk, Ada);
        }

        var kept = disk.FilesOf(AdaFolder + "/aside");
        Assert.Equal(64, kept.Count);
        Assert.Contains(kept, name => disk.Content(AdaFolder + "/aside/" + name).Length == 70);
    }

    private static SimulatedDisk Flip(SimulatedDisk disk, string file, int bit)
    {
        var flipped = disk.Clone();
        var bytes = disk.Content(FileOf(Ada, file));
        bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        flipped.SetContent(FileOf(Ada, file), bytes);
        return flipped;
    }

    private static async Task<(SimulatedDisk Disk, int LastGroup)> WriteGroupsAsync()
    {
        var disk = NewDisk();
        await WriteAsync(disk, Ada, Groups[..^1]);
        var start = disk.Content(FileOf(Ada, Segment)).Length;
        await WriteAsync(disk, Ada, Groups[^1]);
        Assert.Equal(All, await ReadAsync(disk, Ada));
        return (disk, start);
    }

    private static async Task CheckRefusedAsync(SimulatedDisk disk, string file, long offsetMin, long offsetMax)
    {
        var error = await Assert.ThrowsAsync<LogDamagedException>(() => ReadAsync(disk, Ada));
        Assert.EndsWith("/" + file, error.File, StringComparison.Ordinal);
        Assert.InRange(error.Offset, offsetMin, offsetMax);
        var again = await Assert.ThrowsAsync<LogDamagedException>(() => ReadAsync(disk, Ada));
        Assert.Equal(error.Message, again.Message);
        Assert.DoesNotContain("lovelace", error.Message, StringComparison.Ordinal);
    }

    private static void CheckKeptAside(SimulatedDisk disk, LogRecovery recovery, ReadOnlySpan<byte> cut)
    {
        if (cut.IsEmpty)
        {
            Assert.Equal(LogRecovery.None, recovery);
            return;
        }

        Assert.NotNull(recovery.KeptAside);
        Assert.True(cut.SequenceEqual(disk.Content(Root + "/users/" + recovery.KeptAside)));
    }
}
