using Agents.Memory.Log;
using Agents.Storage.Files;
using Agents.TestKit.Conformance;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agents.Storage.Tests.Files;

public sealed class FileDataKeyTests : DataKeyConformance<FileMemoryLogProvider>
{
    private readonly TemporaryFolder _data = new();
    private readonly List<FileMemoryLogProvider> _providers = [];
    private readonly DataFolder _folder;

    public FileDataKeyTests() => _folder = DataFolder.Open(_data.Location);

    protected override FileMemoryLogProvider OpenStorage(IKeyRing ring)
    {
        var provider = new FileMemoryLogProvider(
            _folder, ring, 1024 * 1024, NullLogger<FileMemoryLogProvider>.Instance);
        _providers.Add(provider);
        return provider;
    }

    protected override async ValueTask CloseAsync()
    {
        foreach (var provider in _providers)
        {
            await provider.DisposeAsync();
        }

        _folder.Dispose();
        _data.Dispose();
    }
}
