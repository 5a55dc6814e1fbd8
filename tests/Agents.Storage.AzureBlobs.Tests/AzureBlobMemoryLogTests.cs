using Agents.Memory.Log;
using Agents.Storage.Cipher;
using Agents.TestKit.Azurite;
using Agents.TestKit.Conformance;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agents.Storage.AzureBlobs.Tests;

public sealed class AzureBlobMemoryLogTests : MemoryLogConformance<AzureBlobMemoryLogProvider>
{
    private readonly LocalKeyRing _ring = LocalKeyRing.CreateInMemory();

    public AzureBlobMemoryLogTests(AzuriteServer azurite)
    {
        var options = NewStorage.On(azurite);
        Provider = new AzureBlobMemoryLogProvider(
            AzureBlobClients.Create(options, credential: null),
            _ring,
            options,
            NullLogger<AzureBlobMemoryLogProvider>.Instance);
    }

    protected override AzureBlobMemoryLogProvider Provider { get; }

    protected override IKeyRing Keys => _ring;

    public override ValueTask DisposeAsync()
    {
        _ring.Dispose();
        return ValueTask.CompletedTask;
    }
}
