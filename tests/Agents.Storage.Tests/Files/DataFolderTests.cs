using System.Diagnostics;
using Agents.Contracts;
using Agents.Storage.Files;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agents.Storage.Tests.Files;

public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_second_opening_is_refused_in_one_line_and_works_after_the_first_ends()
    {
        using (DataFolder.Open(_folder.Location))
        {
            var error = Assert.Throws<DataFolderInUseException>(() => DataFolder.Open(_folder.Location));
            Assert.Contains(_folder.Location, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error.Message);
        }

        DataFolder.Open(_folder.Location).Dispose();
    }

    [Fact]
    public async Task A_lock_of_another_process_is_respected_and_ends_with_its_kill()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/flock"), "The program flock is not here.");
        DataFolder.Open(_folder.Location).Dispose();
        using var other = Process.Start(new ProcessStartInfo("/bin/bash")
        {
            ArgumentList =
            {
                "-c", "exec 9<>\"$0\" && flock -n 9 && echo locked && exec sleep 600", _folder.Of("agents.lock"),
            },
            RedirectStandardOutput = true,
        })!;
        try
        {
            Assert.Equal("locked", await other.StandardOutput.ReadLineAsync(Cancel));
            Assert.Throws<DataFolderInUseException>(() => DataFolder.Open(_folder.Location));
        }
        finally
        {
            other.Kill();
        }

        await other.WaitForExitAsync(Cancel);
        Assert.True(File.Exists(_folder.Of("agents.lock")));
        DataFolder.Open(_folder.Location).Dispose();
    }

    [Fact]
    public void A_folder_that_cannot_be_created_is_refused_in_one_line()
    {
        File.WriteAllText(_folder.Of("file"), "");
        var error = Assert.Throws<DataFolderException>(() => DataFolder.Open(_folder.Of("file", "data")));
        Assert.Contains("--data", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_refused_in_one_line()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The test uses a read-only folder of Linux.");
        Assert.SkipUnless(Directory.Exists("/proc/self"), "The test uses /proc, in which nobody can create anything.");
        var error = Assert.Throws<DataFolderException>(() => DataFolder.Open("/proc/self/agents"));
        Assert.Contains("cannot be written", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_key_ring_is_created_only_while_there_are_no_logs()
    {
        using var data = DataFolder.Open(_folder.Location);
        using (var ring = data.OpenKeyRing(null, TimeProvider.System))
        {
            await using var provider = new FileMemoryLogProvider(
                data, ring, 1024, NullLogger<FileMemoryLogProvider>.Instance);
            await using var log = await provider.OpenAsync(new MemoryScope("t", "u"), Cancel);
            await log.AppendAsync(0, DiskFixture.Group("one"), Cancel);
        }

        using (var ring = data.OpenKeyRing(null, TimeProvider.System))
        {
            Assert.Equal("k1", ring.CurrentKeyId);
        }

        File.Delete(_folder.Of("keyring.json"));
        var error = Assert.Throws<DataFolderException>(() => data.OpenKeyRing(null, TimeProvider.System));
        Assert.Contains("restore", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.Of("keyring.json")));
    }

    [Fact]
    public async Task Nothing_on_the_disk_shows_a_user_or_a_text()
    {
        using var data = DataFolder.Open(_folder.Location);
        using var ring = data.OpenKeyRing(null, TimeProvider.System);
        var logger = NullLogger<FileMemoryLogProvider>.Instance;
        await using (var provider = new FileMemoryLogProvider(data, ring, 1024, logger))
        {
            await using var log = await provider.OpenAsync(new MemoryScope("tenant-canary", "user-canary"), Cancel);
            await log.AppendAsync(0, DiskFixture.Group("text-canary"), Cancel);
            await log.WriteSnapshotAsync(new Memory.Log.LogSnapshot(1, "state-canary"u8.ToArray()), Cancel);
        }

        var files = Directory.GetFiles(_folder.Location, "*", SearchOption.AllDirectories);
        Assert.True(files.Length >= 6);
        foreach (var file in files)
        {
            Assert.DoesNotContain("canary", file, StringComparison.Ordinal);
            if (!file.EndsWith("agents.lock", StringComparison.Ordinal))
            {
                Assert.True((await File.ReadAllBytesAsync(file, Cancel)).AsSpan().IndexOf("canary"u8) < 0, file);
            }
        }
    }

    [Fact]
    public async Task Files_can_be_read_by_their_owner_only()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        using var data = DataFolder.Open(_folder.Location);
        using var ring = data.OpenKeyRing(null, TimeProvider.System);
        await using var provider = new FileMemoryLogProvider(
            data, ring, 1024, NullLogger<FileMemoryLogProvider>.Instance);
        await using var log = await provider.OpenAsync(new MemoryScope("t", "u"), Cancel);
        await log.AppendAsync(0, DiskFixture.Group("one"), Cancel);
        const UnixFileMode Others = (UnixFileMode)0b111_111;
        var files = Directory.GetFiles(_folder.Of("users"), "*", SearchOption.AllDirectories);
        foreach (var file in files.Append(_folder.Of("keyring.json")))
        {
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(file) & Others);
        }
    }
}
