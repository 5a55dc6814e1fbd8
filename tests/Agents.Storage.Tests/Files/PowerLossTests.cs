using System.Text;
using Agents.Memory.Log;
using Agents.Storage.Files;
using Agents.Storage.Tests.Files.Io;
using static Agents.Storage.Tests.Files.DiskFixture;

namespace Agents.Storage.Tests.Files;

/// <summary>
/// Cuts the power before every single step of a change, restarts with all, none or some of what was not flushed, and
/// checks that the log is the one before or the one after, and that it goes on.
/// </summary>
public sealed class PowerLossTests
{
    private const int Seeds = 6;
    private const long SmallSegment = 600;
    private static readonly string[] Before = ["one", "two", "three", "four", "five", "six"];

    [Fact]
    public async Task Creating_a_log_is_all_or_nothing() => await CutEverywhereAsync(
        NewDisk(),
        async log => await log.AppendAsync(0, Group("one", "two"), Cancel),
        (texts, acknowledged) => IsOneOf(texts, acknowledged ? null : [], ["one", "two"]));

    [Fact]
    public async Task Appending_a_group_is_all_or_nothing() => await CutEverywhereAsync(
        await WriteBeforeAsync(),
        async log => await log.AppendAsync(6, Group("seven", "eight"), Cancel),
        (texts, acknowledged) => IsOneOf(texts, acknowledged ? null : Before, [.. Before, "seven", "eight"]));

    [Fact]
    public async Task Rolling_to_a_new_segment_loses_nothing() => await CutEverywhereAsync(
        await WriteBeforeAsync(),
        async log =>
        {
            for (var i = 6; i < 16; i++)
            {
                await log.AppendAsync(i, Group("text " + i), Cancel);
            }
        },
        (texts, acknowledged) =>
        {
            string[] all = [.. Before, .. Enumerable.Range(6, 10).Select(i => "text " + i)];
            Assert.Equal(all[..texts.Count], texts);
            Assert.True(acknowledged ? texts.Count == all.Length : texts.Count >= Before.Length);
        });

    [Fact]
    public async Task Erasing_is_all_or_nothing() => await CutEverywhereAsync(
        await WriteBeforeAsync(snapshot: true),
        async log => await log.EraseAsync([2, 6], Cancel),
        (texts, acknowledged) =>
            IsOneOf(texts, acknowledged ? null : Before, ["one", null, "three", "four", "five", null]),
        async (log, texts) =>
        {
            if (texts.Contains(null))
            {
                Assert.Null(await log.ReadSnapshotAsync(Cancel));
                Assert.False(await log.WriteSnapshotAsync(new LogSnapshot(5, Encoding.UTF8.GetBytes("old")), Cancel));
            }
        });

    [Fact]
    public async Task After_an_interrupted_erasure_that_took_effect_no_file_holds_the_ciphertext()
    {
        var disk = await WriteBeforeAsync(snapshot: true);
        var secret = FirstSealedPayload(disk, "00000001.log");
        Assert.Equal(1, FilesWith(disk, secret));
        for (var step = 1; ; step++)
        {
            var cut = disk.Clone();
            cut.PowerFailsAt = await StepsOfOpeningAsync(disk) + step;
            var erased = await TryAsync(cut, async log => await log.EraseAsync([1], Cancel));
            foreach (var restarted in Restarts(cut))
            {
                var texts = await WithLogAsync(restarted, Ada, TextsAsync, SmallSegment);
                Assert.Equal(texts[0] is null ? 0 : 1, FilesWith(restarted, secret));
                Assert.True(texts[0] is null || !erased);
            }

            if (erased)
            {
                Assert.Equal(0, FilesWith(cut, secret));
                break;
            }
        }
    }

    [Fact]
    public async Task Writing_a_snapshot_leaves_the_old_one_or_the_new_one() => await CutEverywhereAsync(
        await WriteBeforeAsync(snapshot: true),
        async log => await log.WriteSnapshotAsync(new LogSnapshot(6, Encoding.UTF8.GetBytes("new state")), Cancel),
        (texts, _) => Assert.Equal(Before, texts),
        async (log, _) =>
        {
            var snapshot = await log.ReadSnapshotAsync(Cancel);
            Assert.NotNull(snapshot);
            var expected = snapshot.Position == 6 ? "new state" : "state";
            Assert.Equal(expected, Encoding.UTF8.GetString(snapshot.Payload.Span));
        });

    [Fact]
    public async Task Deleting_a_log_is_all_or_nothing() => await CutEverywhereAsync(
        await WriteBeforeAsync(snapshot: true),
        async log => await log.DeleteAsync(Cancel),
        (texts, acknowledged) => IsOneOf(texts, acknowledged ? null : Before, []));

    [Fact]
    public async Task Cutting_a_torn_tail_can_be_interrupted_too()
    {
        var disk = await WriteBeforeAsync();
        await WithLogAsync(
            disk, Ada, async log => await log.AppendAsync(6, Group("torn", "tail"), Cancel), SmallSegment);
        var last = disk.AllFiles().Last(file => file.EndsWith(".log", StringComparison.Ordinal));
        disk.SetContent(last, disk.Content(last)[..^5]);
        disk = disk.Clone();
        await CutEverywhereAsync(disk, _ => Task.CompletedTask, (texts, _) => Assert.Equal(Before, texts));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_killed_process_left_unflushed_is_durable_once_it_was_read(bool isNew)
    {
        var start = isNew ? NewDisk() : await WriteBeforeAsync(snapshot: true);
        for (var step = 1; ; step++)
        {
            var disk = start.Clone();
            disk.PowerFailsAt = step;
            var done = await TryAsync(disk, ChangeAsync);
            disk.PowerFailsAt = 0;
            var read = await WithLogAsync(disk, Ada, TextsAsync, SmallSegment);
            var later = await WithLogAsync(disk.WithoutUnflushed(), Ada, TextsAsync, SmallSegment);
            Assert.Equal(read, later);

            await WithLogAsync(
                disk, Ada, async log => await log.AppendAsync(log.Position, Group("on"), Cancel), SmallSegment);
            later = await WithLogAsync(disk.WithoutUnflushed(), Ada, TextsAsync, SmallSegment);
            Assert.Equal([.. read, "on"], later);
            if (done)
            {
                break;
            }
        }

        static async Task ChangeAsync(IMemoryLog log)
        {
            for (var i = 0; i < 6; i++)
            {
                await log.AppendAsync(log.Position, Group("more"), Cancel);
            }

            await log.EraseAsync([1, log.Position], Cancel);
        }
    }

    private static async Task CutEverywhereAsync(
        SimulatedDisk start,
        Func<IMemoryLog, Task> change,
        Action<List<string?>, bool> check,
        Func<IMemoryLog, List<string?>, Task>? more = null)
    {
        for (var step = 1; ; step++)
        {
            var disk = start.Clone();
            disk.PowerFailsAt = step;
            var acknowledged = await TryAsync(disk, change);
            foreach (var restarted in Restarts(disk))
            {
                await WithLogAsync(
                    restarted,
                    Ada,
                    async log =>
                    {
                        var texts = await TextsAsync(log);
                        check(texts, acknowledged);
                        await (more?.Invoke(log, texts) ?? Task.CompletedTask);
                        await log.AppendAsync(log.Position, Group("after"), Cancel);
                        Assert.Equal([.. texts, "after"], await TextsAsync(log));
                        return 0;
                    },
                    SmallSegment);
                Assert.Empty(restarted.FoldersOf(Root + "/creating"));
                Assert.Empty(restarted.FoldersOf(Root + "/deleted"));
                Assert.DoesNotContain(restarted.AllFiles(), file => file.EndsWith(".tmp", StringComparison.Ordinal));
            }

            if (acknowledged)
            {
                break;
            }
        }
    }

    /// <summary>Opens the log and changes it.</summary>
    /// <returns>Whether all of it was acknowledged.</returns>
    private static async Task<bool> TryAsync(SimulatedDisk disk, Func<IMemoryLog, Task> change)
    {
        try
        {
            await WithLogAsync(
                disk,
                Ada,
                async log =>
                {
                    await change(log);
                    return 0;
                },
                SmallSegment);
            return true;
        }
        catch (Exception e) when (disk.PowerFailed && e is LogUnavailableException or DataFolderException)
        {
            return false;
        }
    }

    private static IEnumerable<SimulatedDisk> Restarts(SimulatedDisk disk)
    {
        yield return disk.Killed();
        yield return disk.WithoutUnflushed();
        for (var seed = 0; seed < Seeds; seed++)
        {
            yield return disk.WithSomeUnflushed(new Random(seed));
        }
    }

    private static async Task<SimulatedDisk> WriteBeforeAsync(bool snapshot = false)
    {
        var disk = NewDisk();
        await WithLogAsync(
            disk,
            Ada,
            async log =>
            {
                for (var i = 0; i < Before.Length; i++)
                {
                    await log.AppendAsync(i, Group(Before[i]), Cancel);
                }

                var state = new LogSnapshot(5, Encoding.UTF8.GetBytes("state"));
                return snapshot && await log.WriteSnapshotAsync(state, Cancel);
            },
            SmallSegment);
        return disk.Clone();
    }

    private static async Task<int> StepsOfOpeningAsync(SimulatedDisk disk)
    {
        var opened = disk.Clone();
        await ReadAsync(opened, Ada);
        return opened.Steps;
    }

    private static void IsOneOf(List<string?> texts, string?[]? before, string?[] after)
    {
        if (before is null || !texts.SequenceEqual(before))
        {
            Assert.Equal(after, texts);
        }
    }

    private static byte[] FirstSealedPayload(SimulatedDisk disk, string segment)
    {
        var bytes = disk.Content(FileOf(Ada, segment));
        return bytes[(SegmentHeader.Bytes + 68)..(SegmentHeader.Bytes + 68 + 28 + "one".Length)];
    }

    private static int FilesWith(SimulatedDisk disk, byte[] secret) =>
        disk.AllFiles().Count(file => disk.Content(file).AsSpan().IndexOf(secret) >= 0);
}
