using Agents.Memory.Log;
using Agents.Storage.Cipher;
using Agents.Storage.Erasures;
using Agents.Storage.Files;
using Agents.Storage.Tests.Files;
using Agents.TestKit.Conformance;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agents.Storage.Tests.Erasures;

/// <summary>A log whose erasures are recorded is a log like any other.</summary>
public sealed class RecordingLogTests : MemoryLogConformance<RecordingLogProvider>
{
    private readonly TemporaryFolder _folder = new();
    private readonly DataFolder _data;
    private readonly LocalKeyRing _ring = LocalKeyRing.CreateInMemory();
    private readonly FileMemoryLogProvider _files;
    private readonly FileLogStore _store;

    public RecordingLogTests()
    {
        _data = DataFolder.Open(_folder.Location);
        _files = new FileMemoryLogProvider(_data, _ring, 1024 * 1024, NullLogger<FileMemoryLogProvider>.Instance);
        _store = new FileLogStore(_data, 1024 * 1024);
        Provider = new RecordingLogProvider(_files, _store, _ring, TimeProvider.System);
    }

    protected override RecordingLogProvider Provider { get; }

    protected override IKeyRing Keys => _ring;

    public override async ValueTask DisposeAsync()
    {
        await _files.DisposeAsync();
        _store.Dispose();
        _data.Dispose();
        _ring.Dispose();
        _folder.Dispose();
    }
}
