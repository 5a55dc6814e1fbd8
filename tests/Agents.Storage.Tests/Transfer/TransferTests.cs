using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Cipher;
using Agents.Storage.Erasures;
using Agents.Storage.Files;
using Agents.Storage.Tests.Files;
using Agents.Storage.Transfer;

namespace Agents.Storage.Tests.Transfer;

public sealed class TransferTests : IAsyncDisposable
{
    private static readonly MemoryScope Ada = new("tenant", "ada");
    private static readonly MemoryScope Bob = new("tenant", "bob");

    private readonly TemporaryFolder _folder = new();
    private readonly LocalKeyRing _ring = LocalKeyRing.CreateInMemory();
    private readonly FileStoreHost _source;
    private readonly FileStoreHost _target;

    public TransferTests()
    {
        _source = new FileStoreHost(_folder.Of("source"), _ring);
        _target = new FileStoreHost(_folder.Of("target"), _ring);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string BackupFolder => _folder.Of("backup");

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await _target.DisposeAsync();
        _ring.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_migrated_log_has_the_header_the_frames_and_the_holes_of_the_original()
    {
        for (var i = 0; i < 40; i++)
        {
            await _source.SayAsync(Ada, ($"m{i}", new string('x', 500)));
        }

        await _source.EraseAsync(Ada, "m3");
        var report = await MigrateAsync();

        Assert.Equal((1, 1, 0), (report.Logs, report.Copied, report.Failed.Count));
        Assert.Equal(await BytesAsync(_source, Ada), await BytesAsync(_target, Ada));
        Assert.Equal(
            await File.ReadAllBytesAsync(Path.Combine(_source.FolderOf(Ada), LogHeader.FileName), Cancel),
            await File.ReadAllBytesAsync(Path.Combine(_target.FolderOf(Ada), LogHeader.FileName), Cancel));
        await _target.SayAsync(Ada, ("m40", "goes on"));
    }

    [Fact]
    public async Task A_second_migration_copies_what_moved_and_removes_what_was_deleted()
    {
        await _source.SayAsync(Ada, ("a", "one"));
        await _source.SayAsync(Bob, ("b", "two"));
        await MigrateAsync();
        await _source.SayAsync(Ada, ("c", "three"));
        await _source.DeleteAsync(Bob);

        var report = await MigrateAsync();

        Assert.Equal((1, 0, 1), (report.Copied, report.Unchanged, report.Erased));
        Assert.False(Directory.Exists(_target.FolderOf(Bob)));
        Assert.Equal((0, 1), await MigrateAsync() is var again ? (again.Copied, again.Unchanged) : default);
    }

    [Fact]
    public async Task What_the_target_has_newer_is_left_unless_it_is_asked_for()
    {
        await _source.SayAsync(Ada, ("a", "one"));
        await MigrateAsync();
        await _target.SayAsync(Ada, ("b", "two"));

        Assert.Equal(1, (await MigrateAsync()).Newer);
        Assert.Contains("two", await _target.EverythingAsync(Ada), StringComparison.Ordinal);
        Assert.Equal(1, (await MigrateAsync(overwrite: true)).Copied);
        Assert.DoesNotContain("two", await _target.EverythingAsync(Ada), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_log_is_named_and_the_others_are_copied()
    {
        await _source.SayAsync(Ada, ("a", "one"), ("b", "two"));
        await _source.SayAsync(Ada, ("c", "three"));
        await _source.SayAsync(Bob, ("b", "two"));
        _source.Damage(Ada);

        foreach (var report in new[] { await MigrateAsync(), await BackUpAsync() })
        {
            Assert.Equal(_ring.NameOf(Ada), Assert.Single(report.Failed).Log);
            Assert.Contains("damaged", report.Failed[0].Reason, StringComparison.Ordinal);
            Assert.Equal(1, report.Copied);
        }
    }

    [Fact]
    public async Task A_backup_keeps_what_it_has_of_a_log_that_is_damaged_or_lost_since()
    {
        await _source.SayAsync(Ada, ("a", "one"));
        await _source.SayAsync(Ada, ("b", "two"));
        await _source.SayAsync(Bob, ("b", "bobs"));
        await BackUpAsync();
        _source.Damage(Ada);
        Directory.Delete(_source.FolderOf(Bob), recursive: true);

        Assert.Equal(2, (await BackUpAsync()).Failed.Count);
        Assert.Equal(2, (await RestoreAsync(journal: _source.Journal)).Copied);
        Assert.Contains("two", await _target.EverythingAsync(Ada), StringComparison.Ordinal);
        Assert.Contains("bobs", await _target.EverythingAsync(Bob), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_that_is_stopped_leaves_the_one_before_and_goes_on()
    {
        for (var i = 0; i < 12; i++)
        {
            await _source.SayAsync(new MemoryScope("tenant", $"user-{i}"), ("a", "old"));
        }

        await BackUpAsync();
        for (var i = 0; i < 12; i++)
        {
            await _source.SayAsync(new MemoryScope("tenant", $"user-{i}"), ("b", "new"));
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var done = 0;
        var context = _source.Context with { Begin = (_, _) => _ => Stop(), AtOnce = 1 };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Backup.RunAsync(context, _source.Store, new BackupRequest(BackupFolder, null), stop.Token));
        Assert.Equal(12, (await RestoreAsync(journal: _source.Journal)).Copied);
        Assert.DoesNotContain("new", await _target.EverythingAsync(new("tenant", "user-0")), StringComparison.Ordinal);

        var rest = await BackUpAsync();
        Assert.Equal((7, 5), (rest.Copied, rest.Unchanged));
        Assert.Equal(0, (await BackUpAsync()).Copied);

        void Stop()
        {
            if (++done == 5)
            {
                stop.Cancel();
            }
        }
    }

    [Fact]
    public async Task Without_a_newer_journal_a_restore_refuses_and_changes_nothing()
    {
        await _source.SayAsync(Ada, ("a", "one"));
        await BackUpAsync();

        var error = await Assert.ThrowsAsync<TransferException>(() => RestoreAsync(journal: null));
        Assert.Contains("--erasures", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_target.FolderOf(Ada)));

        Assert.Equal(1, (await RestoreAsync(journal: null, noNewer: true)).Copied);
    }

    [Fact]
    public async Task What_was_erased_of_a_restored_log_does_not_come_back_with_a_later_backup_of_the_log_before()
    {
        var late = _folder.Of("late");
        foreach (var user in new[] { Ada, Bob })
        {
            await _source.SayAsync(user, ("a", "the secret"), ("b", "two"));
        }

        await BackUpAsync();
        foreach (var user in new[] { Ada, Bob })
        {
            await _source.SayAsync(user, ("c", "three"), ("d", "four"));
            await _source.SayAsync(user, ("e", "five"));
        }

        await Backup.RunAsync(_source.Context, _source.Store, new BackupRequest(late, null), Cancel);

        // The restored logs go on at positions that the later backup has gone beyond.
        await RestoreAsync(_source.Journal);
        await _target.DeleteAsync(Ada);
        await _target.EraseAsync(Bob, "a");

        await using var third = new FileStoreHost(_folder.Of("third"), _ring);
        var request = new RestoreRequest(late, [_target.Journal], false, false, null);
        var report = await Restore.RunAsync(third.Context, third.Store, request, Cancel);

        Assert.Equal((1, 1, 0), (report.Copied, report.Erased, report.Failed.Count));
        Assert.False(Directory.Exists(third.FolderOf(Ada)));
        await using var bob = await third.OpenAsync(Bob);
        Assert.Equal(["b", "c", "d", "e"], bob.Live().Order());
        Assert.DoesNotContain("secret", await bob.EverythingAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_that_is_older_than_the_backup_is_refused()
    {
        await _source.SayAsync(Ada, ("a", "one"), ("b", "two"));
        await BackUpAsync();
        var old = _folder.Of("old");
        File.Copy(_source.Journal, old);
        await _source.EraseAsync(Ada, "a");
        await BackUpAsync();

        var error = await Assert.ThrowsAsync<TransferException>(() => RestoreAsync(old));
        Assert.Contains("lacks entries", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_erasure_that_was_decided_and_not_carried_out_is_carried_out_by_the_restore()
    {
        await _source.SayAsync(Ada, ("a", "the secret"), ("b", "two"));
        await using (var opened = await _source.OpenAsync(Ada))
        {
            await opened.DecideErasureAsync("a");
        }

        await BackUpAsync();
        Assert.Equal(1, (await RestoreAsync(_source.Journal)).Copied);

        await using var restored = await _target.OpenAsync(Ada);
        Assert.DoesNotContain("secret", await restored.EverythingAsync(), StringComparison.Ordinal);
        Assert.Empty(restored.Projection.OwedErasures);
        Assert.Equal(["b"], restored.Live());
    }

    [Fact]
    public async Task An_item_that_was_erased_since_goes_with_the_turns_that_say_it_and_is_not_learnt_again()
    {
        await _source.SayAsync(Ada, ("a", "I live at a secret place"), ("b", "I like tea"));
        await using (var opened = await _source.OpenAsync(Ada))
        {
            await opened.LearnAsync("secret-item", "a");
            await opened.LearnAsync("tea-item", "b");
        }

        await BackUpAsync();
        await _source.EraseAsync(Ada, "secret-item");
        Assert.Equal(1, (await RestoreAsync(_source.Journal)).Copied);

        await using var restored = await _target.OpenAsync(Ada);
        Assert.Equal(["b", "tea-item"], restored.Live().Order());
        Assert.DoesNotContain("secret", await restored.EverythingAsync(), StringComparison.Ordinal);
        Assert.True(restored.Projection.IsErased("a"));
        Assert.True(restored.Projection.IsErasedSince("secret-item", 2));
    }

    [Fact]
    public async Task A_log_of_which_more_was_erased_than_one_group_holds_is_named_and_the_others_are_restored()
    {
        await _source.SayAsync(Ada, ("a", "one"));
        await _source.SayAsync(Bob, ("b", "two"));
        await BackUpAsync();
        var name = _ring.NameOf(Ada);
        var ids = Enumerable.Range(0, 1_000_000).Select(i => ulong.MaxValue - (ulong)i).ToArray();
        var entry = ErasureEntry.OfMemories(
            _ring,
            name,
            (await _source.Store.FindAsync(name, Cancel))!.Generation,
            position: 9,
            TimeProvider.System.GetUtcNow(),
            new ErasedMemories(ids, []));
        await _source.Store.AppendErasureAsync(entry.ToBytes(), Cancel);

        var report = await RestoreAsync(_source.Journal);

        Assert.Equal(name, Assert.Single(report.Failed).Log);
        Assert.Contains("more was erased", report.Failed[0].Reason, StringComparison.Ordinal);
        Assert.Equal(1, report.Copied);
        Assert.False(Directory.Exists(_target.FolderOf(Ada)));
    }

    [Fact]
    public async Task A_damaged_archive_is_named_and_not_restored()
    {
        await _source.SayAsync(Ada, ("a", "one"));
        await _source.SayAsync(Bob, ("b", "two"));
        await BackUpAsync();
        var file = Directory.GetFiles(BackupFolder, "*.agla", SearchOption.AllDirectories)
            .Single(path => Path.GetFileName(path).StartsWith(_ring.NameOf(Ada), StringComparison.Ordinal));
        var bytes = await File.ReadAllBytesAsync(file, Cancel);
        for (var at = 0; at < bytes.Length; at += 37)
        {
            bytes[at] ^= 4;
            await File.WriteAllBytesAsync(file, bytes, Cancel);
            bytes[at] ^= 4;

            var report = await RestoreAsync(_source.Journal);

            Assert.Equal(_ring.NameOf(Ada), Assert.Single(report.Failed).Log);
            Assert.False(Directory.Exists(_target.FolderOf(Ada)));
        }
    }

    [Fact]
    public async Task A_log_whose_key_was_wrapped_anew_is_backed_up_again_and_opens_without_the_older_key()
    {
        var keys = _folder.Of("keyring.json");
        var live = _folder.Of("live");
        using (var old = LocalKeyRing.Create(keys, TimeProvider.System))
        {
            await using var host = new FileStoreHost(live, old);
            await host.SayAsync(Ada, ("a", "one"));
            Assert.Equal(1, (await BackUpAsync(host)).Copied);
        }

        LocalKeyRing.Rotate(keys, TimeProvider.System);
        using (var both = LocalKeyRing.Open(keys))
        {
            await using var host = new FileStoreHost(live, both);
            Assert.Equal(RewrapOutcome.Rewrapped, await host.RewrapAsync(Ada));
            Assert.Equal(1, (await BackUpAsync(host)).Copied);
            Assert.Equal(0, (await BackUpAsync(host)).Copied);
        }

        LocalKeyRing.DropOld(keys);
        using var newest = LocalKeyRing.Open(keys);
        await using var restored = new FileStoreHost(_folder.Of("restored"), newest);
        var request = new RestoreRequest(BackupFolder, [], true, false, null);
        var report = await Restore.RunAsync(restored.Context, restored.Store, request, Cancel);
        Assert.Empty(report.Failed);
        Assert.Contains("one", await restored.EverythingAsync(Ada), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_key_ring_is_refused_on_both_ways()
    {
        await _source.SayAsync(Ada, ("a", "one"));
        await BackUpAsync();
        using var ring = LocalKeyRing.CreateInMemory();
        await using var other = new FileStoreHost(_folder.Of("other"), ring);

        await Assert.ThrowsAsync<TransferException>(() => Migration.RunAsync(
            _source.Context, _source.Store, other.Store, ring, false, Cancel));
        await Assert.ThrowsAsync<TransferException>(() => Restore.RunAsync(
            other.Context, other.Store, new RestoreRequest(BackupFolder, [], true, false, null), Cancel));
    }

    private Task<TransferReport> MigrateAsync(bool overwrite = false) =>
        Migration.RunAsync(_source.Context, _source.Store, _target.Store, _ring, overwrite, Cancel);

    private Task<TransferReport> BackUpAsync() => BackUpAsync(_source);

    private Task<TransferReport> BackUpAsync(FileStoreHost host) =>
        Backup.RunAsync(host.Context, host.Store, new BackupRequest(BackupFolder, null), Cancel);

    private Task<TransferReport> RestoreAsync(string? journal, bool noNewer = false) => Restore.RunAsync(
        _target.Context,
        _target.Store,
        new RestoreRequest(BackupFolder, journal is null ? [] : [journal], noNewer, false, null),
        Cancel);

    private static async Task<byte[]> BytesAsync(FileStoreHost host, MemoryScope user)
    {
        using var bytes = new MemoryStream();
        var image = await host.Store.ReadAsync(host.Ring.NameOf(user), Cancel);
        await foreach (var piece in image!.Frames)
        {
            bytes.Write(piece.Span);
        }

        return bytes.ToArray();
    }
}
