using Agents.Memory.Log;
using Agents.Storage.AzureBlobs.Tests.Faults;
using Agents.TestKit.Azurite;
using Agents.TestKit.Conformance;

namespace Agents.Storage.AzureBlobs.Tests;

public sealed class SharedLogTests(AzuriteServer azurite) : SharedLogConformance<AzureBlobMemoryLogProvider>
{
    private static readonly FaultKind[] Faults = Enum.GetValues<FaultKind>();

    private readonly Processes _processes = new(azurite);

    protected override IKeyRing Keys => _processes.Ring;

    public override ValueTask DisposeAsync() => _processes.DisposeAsync();

    protected override AzureBlobMemoryLogProvider NewProcess() => _processes.NewProcess().Provider;

    protected override AzureBlobMemoryLogProvider NewLossyProcess(Random chance)
    {
        var (provider, transport) = _processes.NewProcess();
        transport.Fails = (_, _) => FaultOf(chance, Faults);
        return provider;
    }

    protected override async Task<List<string>> StoredAsync() =>
    [
        .. (await _processes.BlobsAsync()).OrderBy(blob => blob.Key, StringComparer.Ordinal)
            .Select(blob => $"{blob.Key} {Convert.ToHexStringLower(blob.Value)}"),
    ];

    private sealed class Processes : BlobLogFixture
    {
        public Processes(AzuriteServer azurite)
            : base(azurite)
        {
            Options.SegmentBlocksMax = 5;
            Options.BlockBytesMax = 1000;
        }
    }
}
