using Agents.Memory.Log;
using Agents.Storage.AzureBlobs.Tests.Faults;
using Agents.Storage.Cipher;
using Agents.TestKit.Azurite;
using Agents.TestKit.Conformance;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agents.Storage.AzureBlobs.Tests;

/// <summary>One container, and as many processes over it as a test asks for.</summary>
public abstract class BlobLogFixture : MemoryLogFixture<AzureBlobMemoryLogProvider>
{
    private readonly List<FaultyTransport> _transports = [];
    private AzureBlobMemoryLogProvider? _provider;

    protected BlobLogFixture(AzuriteServer azurite)
    {
        Options = NewStorage.On(azurite);
        Container = AzureBlobClients.Create(Options, credential: null);
    }

    /// <summary>Gets the options of every process; to be changed before the first one.</summary>
    protected AzureBlobStorageOptions Options { get; }

    /// <summary>Gets a client beside the processes, to look at the blobs.</summary>
    protected BlobContainerClient Container { get; }

    /// <summary>Gets a process without faults.</summary>
    protected override AzureBlobMemoryLogProvider Provider => _provider ??= NewProcess().Provider;

    protected override IKeyRing Keys => Ring;

    internal LocalKeyRing Ring { get; } = LocalKeyRing.CreateInMemory();

    public override ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var transport in _transports)
        {
            transport.Dispose();
        }

        Ring.Dispose();
        return ValueTask.CompletedTask;
    }

    internal (AzureBlobMemoryLogProvider Provider, FaultyTransport Transport) NewProcess()
    {
        var transport = new FaultyTransport();
        _transports.Add(transport);
        var provider = new AzureBlobMemoryLogProvider(
            AzureBlobClients.Create(Options, credential: null, transport),
            Ring,
            Options,
            NullLogger<AzureBlobMemoryLogProvider>.Instance);
        return (provider, transport);
    }

    /// <summary>A group whose one frame takes several appends at the given limit.</summary>
    protected static NewFrame[] Padded(string text, int bytes) =>
        [new NewFrame(FrameType.Episode, Bytes(text.PadRight(bytes, '.')))];

    /// <summary>Reads what a new process finds, each text without its padding.</summary>
    protected async Task<List<string>> FoundAsync()
    {
        await using var log = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        return [.. (await TextsAsync(log)).Select(text => text.TrimEnd('.'))];
    }

    protected internal async Task<Dictionary<string, byte[]>> BlobsAsync()
    {
        var blobs = new Dictionary<string, byte[]>();
        await foreach (var blob in Container.GetBlobsAsync(new GetBlobsOptions(), Cancel))
        {
            var content = await Container.GetBlobClient(blob.Name).DownloadContentAsync(Cancel);
            blobs[blob.Name] = content.Value.Content.ToArray();
        }

        return blobs;
    }

    /// <summary>The names of the segments' blobs, in order.</summary>
    protected async Task<List<string>> SegmentsAsync() =>
        [.. (await BlobsAsync()).Keys.Where(name => name.EndsWith(".log", StringComparison.Ordinal)).Order()];

    /// <summary>Replaces the content of an append blob, as a fault of the medium would.</summary>
    protected async Task OverwriteAsync(string name, byte[] bytes)
    {
        var blob = Container.GetAppendBlobClient(name);
        var metadata = (await blob.GetPropertiesAsync(cancellationToken: Cancel)).Value.Metadata;
        await blob.CreateAsync(new AppendBlobCreateOptions { Metadata = metadata }, Cancel);
        using var content = new MemoryStream(bytes);
        await blob.AppendBlockAsync(content, cancellationToken: Cancel);
    }
}
