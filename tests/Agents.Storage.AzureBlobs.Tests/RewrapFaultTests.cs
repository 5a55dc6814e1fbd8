using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.AzureBlobs.Tests.Faults;
using Agents.Storage.Cipher;
using Agents.TestKit.Azurite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agents.Storage.AzureBlobs.Tests;

/// <summary>A data key that is wrapped anew beside a writer in another process, and over a network that loses
/// requests.</summary>
public sealed class RewrapFaultTests(AzuriteServer azurite) : IDisposable
{
    private static readonly MemoryScope Ada = new("tenant", "ada");

    private readonly string _folder = Directory.CreateTempSubdirectory("agents-rewrap-").FullName;
    private readonly List<IDisposable> _owned = [];
    private readonly AzureBlobStorageOptions _options = NewStorage.On(azurite);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string RingFile => Path.Combine(_folder, "keyring.json");

    public void Dispose()
    {
        _owned.ForEach(owned => owned.Dispose());
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_writer_in_another_process_rolls_over_erases_and_deletes_under_the_new_key()
    {
        _options.SegmentBlocksMax = 2;
        var (earlier, operation, _) = Rotate();
        await using var log = await earlier.OpenAsync(Ada, Cancel);
        await log.AppendAsync(0, Group("one"), Cancel);
        Assert.Equal(RewrapOutcome.Rewrapped, await RewrapAsync(operation));
        await log.AppendAsync(1, Group("two"), Cancel);
        await log.AppendAsync(2, Group("three"), Cancel);
        Assert.Equal(RewrapOutcome.Current, await RewrapAsync(operation));
        await log.EraseAsync([1], Cancel);
        Assert.Equal(RewrapOutcome.Current, await RewrapAsync(operation));
        await log.DeleteAsync(Cancel);
        Assert.Equal(RewrapOutcome.Gone, await RewrapAsync(operation));
    }

    [Fact]
    public async Task A_stale_writer_gets_nothing_through_after_a_rewrap()
    {
        _options.SegmentBlocksMax = 1;
        var (earlier, operation, _) = Rotate();
        await using var stale = await earlier.OpenAsync(Ada, Cancel);
        await stale.AppendAsync(0, Group("one"), Cancel);
        await using var log = await NewProvider().Provider.OpenAsync(Ada, Cancel);
        await log.AppendAsync(1, Group("two"), Cancel);
        Assert.Equal(RewrapOutcome.Rewrapped, await RewrapAsync(operation));
        await Assert.ThrowsAsync<LogConflictException>(async () => await stale.AppendAsync(1, Group("lost"), Cancel));
        Assert.Equal(3, await log.AppendAsync(2, Group("three"), Cancel));
    }

    [Theory]
    [InlineData(FaultKind.BeforeRequest)]
    [InlineData(FaultKind.AfterRequest)]
    [InlineData(FaultKind.Busy)]
    public async Task Every_request_may_be_lost_once_or_for_good_and_the_log_still_opens(FaultKind fault)
    {
        for (var (stop, done) = (0, false); !done; stop++)
        {
            var (earlier, _, scope) = Rotate($"{stop}");
            await using (var log = await earlier.OpenAsync(scope, Cancel))
            {
                await log.AppendAsync(0, Group("one"), Cancel);
            }

            var (operation, transport) = NewProvider();
            var lost = stop;
            transport.Fails = (_, count) => count >= lost ? fault : null;
            try
            {
                await RewrapAsync(operation, scope);
                done = true;
            }
            catch (LogUnavailableException)
            {
                transport.Forget();
                transport.Fails = (_, count) => count == 0 ? fault : null;
                await RewrapAsync(operation, scope);
            }

            Assert.Equal(RewrapOutcome.Current, await RewrapAsync(NewProvider().Provider, scope));
            LocalKeyRing.DropOld(RingFile);
            await using var again = await NewProvider().Provider.OpenAsync(scope, Cancel);
            Assert.Equal(2, await again.AppendAsync(1, Group("two"), Cancel));
        }
    }

    [Fact]
    public async Task A_log_that_is_quarantined_is_wrapped_anew_and_stays_quarantined()
    {
        var (earlier, operation, _) = Rotate();
        await using (var log = await earlier.OpenAsync(Ada, Cancel))
        {
            await log.AppendAsync(0, Group("one"), Cancel);
        }

        var container = AzureBlobClients.Create(_options, credential: null);
        var head = container.GetBlobClient($"{NameOf(Ada)}/head");
        var mark = new Dictionary<string, string>
        {
            ["quarantine_file"] = "f",
            ["quarantine_offset"] = "1",
            ["quarantine_reason"] = "",
        };
        await head.SetMetadataAsync(mark, cancellationToken: Cancel);
        Assert.Equal(RewrapOutcome.Rewrapped, await RewrapAsync(operation));
        await Assert.ThrowsAsync<LogDamagedException>(async () => await operation.OpenAsync(Ada, Cancel));
        await head.SetMetadataAsync(new Dictionary<string, string>(), cancellationToken: Cancel);
        LocalKeyRing.DropOld(RingFile);
        await using var again = await NewProvider().Provider.OpenAsync(Ada, Cancel);
        Assert.Equal(1, again.Position);
    }

    private static NewFrame[] Group(string text) =>
        [new NewFrame(FrameType.Episode, System.Text.Encoding.UTF8.GetBytes(text))];

    private async Task<RewrapOutcome> RewrapAsync(AzureBlobMemoryLogProvider provider, MemoryScope? scope = null) =>
        await provider.RewrapAsync(NameOf(scope ?? Ada), Cancel);

    private string NameOf(MemoryScope scope)
    {
        using var ring = LocalKeyRing.Open(RingFile);
        return ring.NameOf(scope);
    }

    /// <summary>A process from before a rotation, and one from after it.</summary>
    private (AzureBlobMemoryLogProvider Earlier, AzureBlobMemoryLogProvider Operation, MemoryScope Scope) Rotate(
        string user = "ada")
    {
        File.Delete(RingFile);
        LocalKeyRing.Create(RingFile, TimeProvider.System).Dispose();
        var earlier = NewProvider().Provider;
        LocalKeyRing.Rotate(RingFile, TimeProvider.System);
        return (earlier, NewProvider().Provider, Ada with { User = user });
    }

    private (AzureBlobMemoryLogProvider Provider, FaultyTransport Transport) NewProvider()
    {
        var transport = new FaultyTransport();
        var ring = LocalKeyRing.Open(RingFile);
        _owned.AddRange([transport, ring]);
        return (
            new AzureBlobMemoryLogProvider(
                AzureBlobClients.Create(_options, credential: null, transport),
                ring,
                _options,
                NullLogger<AzureBlobMemoryLogProvider>.Instance),
            transport);
    }
}
