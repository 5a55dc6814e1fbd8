using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Cipher;
using Agents.Storage.Erasures;
using Agents.Storage.Transfer;
using Agents.TestKit.Azurite;
using Agents.TestKit.Transfer;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agents.Storage.AzureBlobs.Tests;

/// <summary>Copies of logs out of blobs and into them.</summary>
public sealed class TransferTests(AzuriteServer azurite) : IDisposable
{
    private static readonly MemoryScope Ada = new("tenant", "ada");
    private static readonly MemoryScope Bob = new("tenant", "bob");

    private readonly LocalKeyRing _ring = LocalKeyRing.CreateInMemory();
    private readonly List<AzureBlobStorageOptions> _options = [];
    private readonly string _backup = Directory.CreateTempSubdirectory("agents-backup-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TransferContext Context => new(_ring, TimeProvider.System, (_, _) => _ => { }, AtOnce: 4);

    public void Dispose()
    {
        _ring.Dispose();
        Directory.Delete(_backup, recursive: true);
    }

    [Fact]
    public async Task A_log_of_many_segments_goes_to_another_container_and_goes_on_there()
    {
        var (from, source) = Container();
        var (to, target) = Container();
        await using (var ada = await SimulatedUser.OpenAsync(from, Ada, Cancel))
        {
            for (var i = 0; i < 30; i++)
            {
                await ada.SayAsync("c", ($"m{i}", new string('x', 700)));
            }

            await ada.EraseAsync("m3");
        }

        await using (var bob = await SimulatedUser.OpenAsync(from, Bob, Cancel))
        {
            await bob.SayAsync("c", ("b", "bobs"));
        }

        var report = await MigrateAsync(source, target);
        Assert.Equal((2, 2, 0), (report.Logs, report.Copied, report.Failed.Count));
        Assert.Equal(await BytesAsync(source), await BytesAsync(target));
        Assert.Equal(2, (await MigrateAsync(source, target)).Unchanged);

        await using var copied = await SimulatedUser.OpenAsync(to, Ada, Cancel);
        Assert.Equal(29, copied.Live().Length);
        Assert.True(await copied.SayAsync("c", ("new", "goes on")));
        Assert.False(await copied.SayAsync("c", ("m3", "again")));
        await copied.EraseAsync("m4");
        await copied.SnapshotAsync();
    }

    [Fact]
    public async Task A_backup_beside_a_writer_takes_nothing_from_it_and_has_all_that_it_acknowledged()
    {
        var (silo, store) = Container();
        await using var ada = await SimulatedUser.OpenAsync(silo, Ada, Cancel);
        await ada.SayAsync("c", ("m0", "first"));
        for (var i = 1; i <= 5; i++)
        {
            var report = await BackUpAsync(store);
            Assert.Equal((1, 0), (report.Copied, report.Failed.Count));
            Assert.True(await ada.SayAsync("c", ($"m{i}", "next")));
        }

        var (restored, target) = Container();
        await BackUpAsync(store);
        Assert.Equal(1, (await RestoreAsync(target, noNewer: true)).Copied);
        await using var again = await SimulatedUser.OpenAsync(restored, Ada, Cancel);
        Assert.Equal(6, again.Live().Length);
    }

    [Fact]
    public async Task A_damaged_log_is_restored_in_place_without_what_was_erased_since()
    {
        var (silo, store) = Container();
        await using (var ada = await SimulatedUser.OpenAsync(silo, Ada, Cancel))
        {
            await ada.SayAsync("c", ("a", "the secret"), ("b", "stays"));
            await BackUpAsync(store);
            await ada.EraseAsync("a");
        }

        var container = AzureBlobClients.Create(_options[^1], credential: null);
        await container.GetBlobClient($"{_ring.NameOf(Ada)}/head")
            .UploadAsync(BinaryData.FromString("no head"), overwrite: true, Cancel);
        await Assert.ThrowsAsync<LogDamagedException>(() => SimulatedUser.OpenAsync(silo, Ada, Cancel));

        Assert.Single((await RestoreAsync(store)).Failed);
        Assert.Equal(1, (await RestoreAsync(store, names: [_ring.NameOf(Ada)])).Copied);

        await using var restored = await SimulatedUser.OpenAsync(silo, Ada, Cancel);
        Assert.Equal(["b"], restored.Live());
        Assert.DoesNotContain("secret", await restored.EverythingAsync(), StringComparison.Ordinal);
        Assert.False(await restored.SayAsync("c", ("a", "the secret")));
    }

    [Fact]
    public async Task A_user_who_was_deleted_since_the_backup_does_not_come_back()
    {
        var (silo, store) = Container();
        await using (var ada = await SimulatedUser.OpenAsync(silo, Ada, Cancel))
        {
            await ada.SayAsync("c", ("a", "the secret"));
            await BackUpAsync(store);
            await ada.DeleteAsync();
        }

        Assert.Equal((0, 1), await RestoreAsync(store) is var report ? (report.Copied, report.Erased) : default);
        Assert.Null(await store.FindAsync(_ring.NameOf(Ada), Cancel));
    }

    [Fact]
    public async Task Reading_a_log_that_is_erased_from_meanwhile_says_so_and_is_repeated()
    {
        var (silo, store) = Container();
        await using var ada = await SimulatedUser.OpenAsync(silo, Ada, Cancel);
        await ada.SayAsync("c", ("a", "the secret"), ("b", "stays"));
        var image = await store.ReadAsync(_ring.NameOf(Ada), Cancel);
        await ada.EraseAsync("a");

        await Assert.ThrowsAsync<LogUnavailableException>(async () =>
        {
            await foreach (var piece in image!.Frames)
            {
                Assert.False(piece.IsEmpty);
            }
        });
        Assert.Empty((await BackUpAsync(store)).Failed);
    }

    private (RecordingLogProvider Provider, BlobLogStore Store) Container()
    {
        var options = NewStorage.On(azurite);
        options.SegmentBytesMax = 4096;
        options.BlockBytesMax = 1000;
        _options.Add(options);
        var container = AzureBlobClients.Create(options, credential: null);
        var store = new BlobLogStore(container, options);
        var provider = new AzureBlobMemoryLogProvider(
            container, _ring, options, NullLogger<AzureBlobMemoryLogProvider>.Instance);
        return (new RecordingLogProvider(provider, store, _ring, TimeProvider.System), store);
    }

    private Task<TransferReport> MigrateAsync(ILogStore source, ILogStore target) =>
        Migration.RunAsync(Context, source, target, _ring, overwrite: false, Cancel);

    private Task<TransferReport> BackUpAsync(ILogStore store) =>
        Backup.RunAsync(Context, store, new BackupRequest(_backup, null), Cancel);

    private Task<TransferReport> RestoreAsync(ILogStore store, bool noNewer = false, HashSet<string>? names = null) =>
        Restore.RunAsync(Context, store, new RestoreRequest(_backup, [], noNewer, false, names), Cancel);

    private async Task<byte[]> BytesAsync(BlobLogStore store)
    {
        using var bytes = new MemoryStream();
        var image = await store.ReadAsync(_ring.NameOf(Ada), Cancel);
        await foreach (var piece in image!.Frames)
        {
            bytes.Write(piece.Span);
        }

        return bytes.ToArray();
    }
}
