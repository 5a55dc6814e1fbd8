using Agents.Memory.Log;
using Agents.TestKit.Azurite;
using Agents.TestKit.Conformance;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agents.Storage.AzureBlobs.Tests;

public sealed class BlobDataKeyTests(AzuriteServer azurite) : DataKeyConformance<AzureBlobMemoryLogProvider>
{
    private readonly AzureBlobStorageOptions _options = NewStorage.On(azurite);

    protected override AzureBlobMemoryLogProvider OpenStorage(IKeyRing ring) => new(
        AzureBlobClients.Create(_options, credential: null),
        ring,
        _options,
        NullLogger<AzureBlobMemoryLogProvider>.Instance);

    protected override ValueTask CloseAsync() => ValueTask.CompletedTask;
}
