using Agents.Storage.InMemory;
using Agents.TestKit.Conformance;

namespace Agents.Storage.Tests.InMemory;

public sealed class InMemoryMemoryLogTests : MemoryLogConformance<InMemoryMemoryLogProvider>
{
    protected override InMemoryMemoryLogProvider Provider { get; } = new();

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
