using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Cipher;
using Agents.Storage.Erasures;
using Agents.Storage.Files;
using Agents.Storage.Transfer;
using Agents.TestKit.Transfer;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agents.Storage.Tests.Transfer;

/// <summary>Logs in one data folder, with their store and their journal, as a silo has them.</summary>
internal sealed class FileStoreHost : IAsyncDisposable
{
    private const long SegmentBytes = 4096;

    private readonly DataFolder _folder;
    private readonly FileMemoryLogProvider _files;

    public FileStoreHost(string location, LocalKeyRing ring)
    {
        Location = location;
        Ring = ring;
        _folder = DataFolder.Open(location);
        _files = new FileMemoryLogProvider(_folder, ring, SegmentBytes, NullLogger<FileMemoryLogProvider>.Instance);
        Store = new FileLogStore(_folder, SegmentBytes);
        Provider = new RecordingLogProvider(_files, Store, ring, TimeProvider.System);
    }

    public string Location { get; }

    public LocalKeyRing Ring { get; }

    public FileLogStore Store { get; }

    public IMemoryLogProvider Provider { get; }

    public string Journal => Path.Combine(Location, FileLogStore.JournalName);

    public TransferContext Context => new(Ring, TimeProvider.System, (_, _) => _ => { }, AtOnce: 4);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public Task<SimulatedUser> OpenAsync(MemoryScope user) => SimulatedUser.OpenAsync(Provider, user, Cancel);

    public async Task SayAsync(MemoryScope user, params (string Id, string Text)[] turns)
    {
        await using var opened = await OpenAsync(user);
        Assert.True(await opened.SayAsync("conversation", turns));
    }

    public async Task EraseAsync(MemoryScope user, params string[] ids)
    {
        await using var opened = await OpenAsync(user);
        await opened.EraseAsync(ids);
    }

    public async Task<string> EverythingAsync(MemoryScope user)
    {
        await using var opened = await OpenAsync(user);
        return await opened.EverythingAsync();
    }

    public async Task DeleteAsync(MemoryScope user)
    {
        await using var opened = await OpenAsync(user);
        await opened.DeleteAsync();
    }

    /// <summary>Wraps the user's data key under the ring's current key.</summary>
    public ValueTask<RewrapOutcome> RewrapAsync(MemoryScope user) => _files.RewrapAsync(Ring.NameOf(user), Cancel);

    public string FolderOf(MemoryScope user) =>
        new LogFolder(Path.Combine(Location, "users"), Ring.NameOf(user)).Location;

    /// <summary>Damages the middle of the user's first segment.</summary>
    public void Damage(MemoryScope user)
    {
        var segment = Directory.GetFiles(FolderOf(user), "*.log").Order().First();
        var bytes = File.ReadAllBytes(segment);
        bytes[SegmentHeader.Bytes + 50] ^= 1;
        File.WriteAllBytes(segment, bytes);
    }

    public async ValueTask DisposeAsync()
    {
        await _files.DisposeAsync();
        Store.Dispose();
        _folder.Dispose();
    }
}
