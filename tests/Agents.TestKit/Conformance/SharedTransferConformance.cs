using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Cipher;
using Agents.Storage.Transfer;
using Agents.TestKit.Transfer;
using Xunit;

namespace Agents.TestKit.Conformance;

/// <summary>What every store that silos share must do when logs are copied out of it beside them and into it.</summary>
public abstract class SharedTransferConformance : IAsyncDisposable
{
    protected static readonly MemoryScope Ada = new("tenant", "ada");
    private static readonly MemoryScope Bob = new("tenant", "bob");

    private readonly string _backup = Directory.CreateTempSubdirectory("agents-backup-").FullName;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Gets the key ring of every place.</summary>
    protected LocalKeyRing Ring { get; } = LocalKeyRing.CreateInMemory();

    private TransferContext Context => new(Ring, TimeProvider.System, (_, _) => _ => { }, AtOnce: 4);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await CloseAsync();
        Ring.Dispose();
        Directory.Delete(_backup, recursive: true);
    }

    [Fact]
    public async Task A_log_of_many_parts_goes_to_another_place_and_goes_on_there()
    {
        var from = NewPlace();
        var to = NewPlace();
        await using (var ada = await SimulatedUser.OpenAsync(from.Provider, Ada, Cancel))
        {
            for (var i = 0; i < 30; i++)
            {
                await ada.SayAsync("c", ($"m{i}", new string('x', 700)));
            }

            await ada.EraseAsync("m3");
        }

        await using (var bob = await SimulatedUser.OpenAsync(from.Provider, Bob, Cancel))
        {
            await bob.SayAsync("c", ("b", "bobs"));
        }

        var report = await MigrateAsync(from.Store, to.Store);
        Assert.Equal((2, 2, 0), (report.Logs, report.Copied, report.Failed.Count));
        Assert.Equal(await BytesAsync(from.Store), await BytesAsync(to.Store));
        Assert.Equal(2, (await MigrateAsync(from.Store, to.Store)).Unchanged);

        await using var copied = await SimulatedUser.OpenAsync(to.Provider, Ada, Cancel);
        Assert.Equal(29, copied.Live().Length);
        Assert.True(await copied.SayAsync("c", ("new", "goes on")));
        Assert.False(await copied.SayAsync("c", ("m3", "again")));
        await copied.EraseAsync("m4");
        await copied.SnapshotAsync();
    }

    [Fact]
    public async Task A_backup_beside_a_writer_takes_nothing_from_it_and_has_all_that_it_acknowledged()
    {
        var silo = NewPlace();
        await using var ada = await SimulatedUser.OpenAsync(silo.Provider, Ada, Cancel);
        await ada.SayAsync("c", ("m0", "first"));
        for (var i = 1; i <= 5; i++)
        {
            var report = await BackUpAsync(silo.Store);
            Assert.Equal((1, 0), (report.Copied, report.Failed.Count));
            Assert.Equal(1, (await BackUpAsync(silo.Store)).Unchanged);
            Assert.True(await ada.SayAsync("c", ($"m{i}", "next")));
        }

        var target = NewPlace();
        await BackUpAsync(silo.Store);
        Assert.Equal(1, (await RestoreAsync(target.Store, noNewer: true)).Copied);
        await using var again = await SimulatedUser.OpenAsync(target.Provider, Ada, Cancel);
        Assert.Equal(6, again.Live().Length);
    }

    [Fact]
    public async Task A_damaged_log_is_restored_in_place_without_what_was_erased_since()
    {
        var silo = NewPlace();
        await using (var ada = await SimulatedUser.OpenAsync(silo.Provider, Ada, Cancel))
        {
            await ada.SayAsync("c", ("a", "the secret"), ("b", "stays"));
            await BackUpAsync(silo.Store);
            await ada.EraseAsync("a");
        }

        await DamageAsync(NameOf(Ada));
        await Assert.ThrowsAsync<LogDamagedException>(() => SimulatedUser.OpenAsync(silo.Provider, Ada, Cancel));
        await Assert.ThrowsAsync<LogDamagedException>(async () => await silo.Store.FindAsync(NameOf(Ada), Cancel));

        Assert.Single((await RestoreAsync(silo.Store)).Failed);
        Assert.Equal(1, (await RestoreAsync(silo.Store, names: [NameOf(Ada)])).Copied);

        await using var restored = await SimulatedUser.OpenAsync(silo.Provider, Ada, Cancel);
        Assert.Equal(["b"], restored.Live());
        Assert.DoesNotContain("secret", await restored.EverythingAsync(), StringComparison.Ordinal);
        Assert.False(await restored.SayAsync("c", ("a", "the secret")));
    }

    [Fact]
    public async Task A_user_who_was_deleted_since_the_backup_does_not_come_back()
    {
        var silo = NewPlace();
        await using (var ada = await SimulatedUser.OpenAsync(silo.Provider, Ada, Cancel))
        {
            await ada.SayAsync("c", ("a", "the secret"));
            await BackUpAsync(silo.Store);
            await ada.DeleteAsync();
        }

        var report = await RestoreAsync(silo.Store);
        Assert.Equal((0, 1), (report.Copied, report.Erased));
        Assert.Null(await silo.Store.FindAsync(NameOf(Ada), Cancel));
    }

    [Theory]
    [InlineData("erase")]
    [InlineData("delete")]
    public async Task Reading_a_log_that_is_erased_from_or_deleted_meanwhile_says_so(string change)
    {
        var silo = NewPlace();
        await using var ada = await SimulatedUser.OpenAsync(silo.Provider, Ada, Cancel);
        await ada.SayAsync("c", ("a", "the secret"), ("b", "stays"));
        var image = await silo.Store.ReadAsync(NameOf(Ada), Cancel);
        await (change == "erase" ? ada.EraseAsync("a") : ada.DeleteAsync());

        await Assert.ThrowsAsync<LogUnavailableException>(() => BytesAsync(image!));
        Assert.Empty((await BackUpAsync(silo.Store)).Failed);
    }

    /// <summary>Makes a place for logs that is empty, and keeps them in parts of about 4 KiB.</summary>
    protected abstract (IMemoryLogProvider Provider, ILogStore Store) NewPlace();

    /// <summary>Damages the head of a log in the place that was made last.</summary>
    protected abstract Task DamageAsync(string name);

    /// <summary>Closes every place.</summary>
    protected abstract ValueTask CloseAsync();

    protected static async Task<byte[]> BytesAsync(LogImage image)
    {
        using var bytes = new MemoryStream();
        await foreach (var piece in image.Frames)
        {
            bytes.Write(piece.Span);
        }

        return bytes.ToArray();
    }

    protected string NameOf(MemoryScope scope) => Ring.NameOf(scope);

    protected async Task<byte[]> BytesAsync(ILogStore store) =>
        await BytesAsync((await store.ReadAsync(NameOf(Ada), Cancel))!);

    private Task<TransferReport> MigrateAsync(ILogStore source, ILogStore target) =>
        Migration.RunAsync(Context, source, target, Ring, overwrite: false, Cancel);

    private Task<TransferReport> BackUpAsync(ILogStore store) =>
        Backup.RunAsync(Context, store, new BackupRequest(_backup, null), Cancel);

    private Task<TransferReport> RestoreAsync(ILogStore store, bool noNewer = false, HashSet<string>? names = null) =>
        Restore.RunAsync(Context, store, new RestoreRequest(_backup, [], noNewer, false, names), Cancel);
}
