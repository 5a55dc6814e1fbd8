using Agents.Memory.Log;
using Agents.Storage.Erasures;
using Agents.Storage.Transfer;
using Agents.TestKit.Azurite;
using Agents.TestKit.Conformance;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agents.Storage.AzureBlobs.Tests;

/// <summary>Copies of logs out of blobs and into them.</summary>
public sealed class TransferTests(AzuriteServer azurite) : SharedTransferConformance
{
    private BlobContainerClient? _last;

    protected override (IMemoryLogProvider Provider, ILogStore Store) NewPlace()
    {
        var options = NewStorage.On(azurite);
        options.SegmentBytesMax = 4096;
        options.BlockBytesMax = 1000;
        _last = AzureBlobClients.Create(options, credential: null);
        var store = new BlobLogStore(_last, options);
        var provider = new AzureBlobMemoryLogProvider(
            _last, Ring, options, NullLogger<AzureBlobMemoryLogProvider>.Instance);
        return (new RecordingLogProvider(provider, store, Ring, TimeProvider.System), store);
    }

    protected override Task DamageAsync(string name) => _last!.GetBlobClient($"{name}/head")
        .UploadAsync(BinaryData.FromString("no head"), overwrite: true, Cancel);

    protected override ValueTask CloseAsync() => ValueTask.CompletedTask;
}
