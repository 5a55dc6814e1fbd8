using Agents.Memory.Log;
using Agents.Storage.Cipher;
using Agents.Storage.InMemory;
using Agents.TestKit.Conformance;

namespace Agents.Storage.Tests.InMemory;

public sealed class InMemoryMemoryLogTests : MemoryLogConformance<InMemoryMemoryLogProvider>
{
    private readonly LocalKeyRing _keys = LocalKeyRing.CreateInMemory();

    public InMemoryMemoryLogTests() => Provider = new InMemoryMemoryLogProvider(_keys);

    protected override InMemoryMemoryLogProvider Provider { get; }

    protected override IKeyRing Keys => _keys;

    public override ValueTask DisposeAsync()
    {
        _keys.Dispose();
        return ValueTask.CompletedTask;
    }
}
