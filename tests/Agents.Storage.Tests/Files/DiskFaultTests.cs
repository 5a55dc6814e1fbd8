using Agents.Memory.Log;
using Agents.Storage.Files;
using static Agents.Storage.Tests.Files.DiskFixture;

namespace Agents.Storage.Tests.Files;

public sealed class DiskFaultTests
{
    [Fact]
    public async Task On_a_full_disk_an_append_is_refused_and_what_was_acknowledged_stays()
    {
        var disk = NewDisk();
        await WriteAsync(disk, Ada, ["one"], ["two"]);
        await WithLogAsync(disk, Ada, async log =>
        {
            disk.Full = true;
            var error = await Assert.ThrowsAsync<LogUnavailableException>(
                async () => await log.AppendAsync(2, Group("three"), Cancel));
            Assert.True(error.Full);
            Assert.Contains("Free space", error.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<LogUnavailableException>(
                async () => await log.AppendAsync(2, Group("four"), Cancel));
            return 0;
        });
        Assert.Equal(["one", "two"], await ReadAsync(disk, Ada));
        disk.Full = false;
        await WriteAsync(disk, Ada, ["three"]);
        Assert.Equal(["one", "two", "three"], await ReadAsync(disk, Ada));
    }

    [Fact]
    public async Task On_a_full_disk_a_new_log_is_refused_and_can_begin_when_there_is_space()
    {
        var disk = NewDisk();
        await using var provider = Provider(disk);
        disk.Full = true;
        await using (var log = await provider.OpenAsync(Ada, Cancel))
        {
            var error = await Assert.ThrowsAsync<LogUnavailableException>(
                async () => await log.AppendAsync(0, Group("one"), Cancel));
            Assert.True(error.Full);
        }

        disk.Full = false;
        await using var again = await provider.OpenAsync(Ada, Cancel);
        Assert.Equal(1, await again.AppendAsync(0, Group("one"), Cancel));
    }

    [Fact]
    public async Task On_a_full_disk_a_snapshot_is_refused_and_the_log_goes_on()
    {
        var disk = NewDisk();
        await WithLogAsync(disk, Ada, async log =>
        {
            await log.AppendAsync(0, Group("one"), Cancel);
            disk.Full = true;
            await Assert.ThrowsAsync<LogUnavailableException>(
                async () => await log.WriteSnapshotAsync(new LogSnapshot(1, new byte[10]), Cancel));
            disk.Full = false;
            Assert.True(await log.WriteSnapshotAsync(new LogSnapshot(1, new byte[10]), Cancel));
            return await log.AppendAsync(1, Group("two"), Cancel);
        });
        Assert.Equal(["one", "two"], await ReadAsync(disk, Ada));
    }

    [Fact]
    public async Task After_an_error_at_any_step_of_an_append_the_writer_refuses_and_a_new_one_goes_on()
    {
        var failed = 0;
        for (var step = 1; ; step++)
        {
            var disk = NewDisk();
            await WriteAsync(disk, Ada, ["one"]);
            await using var provider = Provider(disk, segmentBytesMax: 1);
            await using var log = await provider.OpenAsync(Ada, Cancel);
            disk.ErrorAt = disk.Steps + step;
            if (await AppendedAsync(log))
            {
                break;
            }

            failed++;
            await Assert.ThrowsAsync<LogUnavailableException>(
                async () => await log.AppendAsync(1, Group("no"), Cancel));
            await using var again = await provider.OpenAsync(Ada, Cancel);
            Assert.Equal(["one"], await TextsAsync(again));
            await again.AppendAsync(1, Group("again"), Cancel);
            Assert.Equal(["one", "again"], await TextsAsync(again));
        }

        Assert.InRange(failed, 8, 20);

        static async Task<bool> AppendedAsync(IMemoryLog log)
        {
            try
            {
                return await log.AppendAsync(1, Group("two"), Cancel) == 2;
            }
            catch (LogUnavailableException e)
            {
                Assert.False(e.Full);
                return false;
            }
        }
    }

    [Fact]
    public async Task A_read_that_a_deletion_overtakes_marks_nothing_of_the_life_that_begins_after_it()
    {
        var disk = NewDisk();
        await using var provider = Provider(disk, segmentBytesMax: 1);
        await using var log = await provider.OpenAsync(Ada, Cancel);
        await log.AppendAsync(0, Group("one"), Cancel);
        await log.AppendAsync(1, Group("two"), Cancel);
        await log.AppendAsync(2, Group("three"), Cancel);
        using var resume = new ManualResetEventSlim();
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var opened = 0;
        disk.Opening = path =>
        {
            if (path.EndsWith(".log", StringComparison.Ordinal) && Interlocked.Increment(ref opened) == 2)
            {
                held.SetResult();
                resume.Wait(Cancel);
            }
        };
        var read = log.ReadFramesAsync([2, 1], Cancel).AsTask();
        await held.Task.WaitAsync(Cancel);
        await log.DeleteAsync(Cancel);
        await using (var next = await provider.OpenAsync(Ada, Cancel))
        {
            await next.AppendAsync(0, Group("the next life"), Cancel);
            resume.Set();
            await Assert.ThrowsAsync<LogUnavailableException>(() => read);
            Assert.Equal(["the next life"], await TextsAsync(next));
        }

        Assert.Equal(["the next life"], await ReadAsync(disk, Ada));
    }

    [Fact]
    public void The_system_s_own_error_of_a_full_disk_is_recognised()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The device /dev/full exists on Linux only.");
        using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
        var error = Assert.Throws<IOException>(() => full.Write([1, 2, 3]));
        Assert.True(StorageErrors.Unavailable("name", "a test", error).Full);
        Assert.False(StorageErrors.Unavailable("name", "a test", new IOException("other")).Full);
    }
}
