using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Cipher;
using Agents.Storage.Files;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agents.Storage.Tests.Files;

public sealed class RewrapTests : IDisposable
{
    private static readonly MemoryScope[] Scopes = [new("t", "one"), new("t", "two"), new("t", "three")];
    private readonly TemporaryFolder _folder = new();
    private readonly DataFolder _data;

    public RewrapTests() => _data = DataFolder.Open(_folder.Location);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string RingFile => _folder.Of("keyring.json");

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task After_rewrapping_the_logs_open_without_the_old_key_and_an_open_log_goes_on()
    {
        await AppendToAllAsync(0);
        LocalKeyRing.Rotate(RingFile, TimeProvider.System);
        using (var ring = LocalKeyRing.Open(RingFile))
        {
            await using var provider = Provider(ring);
            await using var open = await provider.OpenAsync(Scopes[0], Cancel);
            Assert.Equal(3, await provider.RewrapAsync(Cancel));
            Assert.Equal(0, await provider.RewrapAsync(Cancel));
            Assert.Equal(2, await open.AppendAsync(1, DiskFixture.Group("while open"), Cancel));
        }

        var ringText = await File.ReadAllTextAsync(RingFile, Cancel);
        var withoutOldKey = ringText.Replace("\"k1\"", "\"gone\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(RingFile, withoutOldKey, Cancel);
        using var later = LocalKeyRing.Open(RingFile);
        await using var again = Provider(later);
        await using var log = await again.OpenAsync(Scopes[0], Cancel);
        Assert.Equal(["text", "while open"], await DiskFixture.TextsAsync(log));
    }

    [Fact]
    public async Task A_log_whose_key_is_not_in_the_ring_is_left_as_it_is()
    {
        await AppendToAllAsync(0);
        using var foreign = LocalKeyRing.CreateInMemory();
        await using (var provider = Provider(foreign))
        {
            Assert.Equal(0, await provider.RewrapAsync(Cancel));
        }

        await AppendToAllAsync(1);
    }

    private FileMemoryLogProvider Provider(IKeyRing ring) =>
        new(_data, ring, 1024 * 1024, NullLogger<FileMemoryLogProvider>.Instance);

    private async Task AppendToAllAsync(long position)
    {
        using var ring = _data.OpenKeyRing(null, TimeProvider.System);
        await using var provider = Provider(ring);
        foreach (var scope in Scopes)
        {
            await using var log = await provider.OpenAsync(scope, Cancel);
            Assert.Equal(position + 1, await log.AppendAsync(position, DiskFixture.Group("text"), Cancel));
        }
    }
}
