using Agents.Memory.Log;
using Agents.Storage.Cipher;
using Agents.Storage.Files;
using Agents.TestKit.Conformance;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agents.Storage.Tests.Files;

public sealed class FileMemoryLogTests : MemoryLogConformance<FileMemoryLogProvider>
{
    private readonly TemporaryFolder _folder = new();
    private readonly DataFolder _data;
    private readonly LocalKeyRing _ring = LocalKeyRing.CreateInMemory();

    public FileMemoryLogTests()
    {
        _data = DataFolder.Open(_folder.Location);
        Provider = new FileMemoryLogProvider(_data, _ring, 1024 * 1024, NullLogger<FileMemoryLogProvider>.Instance);
    }

    protected override FileMemoryLogProvider Provider { get; }

    protected override IKeyRing Keys => _ring;

    public override async ValueTask DisposeAsync()
    {
        await Provider.DisposeAsync();
        _data.Dispose();
        _ring.Dispose();
        _folder.Dispose();
    }
}
