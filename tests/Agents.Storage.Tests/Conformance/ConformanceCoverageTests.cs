using System.Reflection;
using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Erasures;
using Agents.Storage.Files;
using Agents.Storage.InMemory;
using Agents.TestKit.Conformance;

namespace Agents.Storage.Tests.Conformance;

public sealed class ConformanceCoverageTests
{
    private static readonly Assembly Tests = typeof(ConformanceCoverageTests).Assembly;

    [Fact]
    public void Every_provider_inherits_the_conformance_suite()
    {
        var storage = Directory.GetFiles(AppContext.BaseDirectory, "Agents.Storage*.dll")
            .Where(file => !file.EndsWith(".Tests.dll", StringComparison.Ordinal))
            .Select(Assembly.LoadFrom)
            .ToArray();
        Assert.Contains(typeof(FileMemoryLogProvider).Assembly, storage);
        Assert.Empty(ConformanceCoverage.Unchecked(storage, [Tests]));
    }

    [Fact]
    public void A_provider_without_the_suite_is_found()
    {
        Assert.Equal([typeof(NobodyChecksMe)], ConformanceCoverage.Unchecked([Tests], [Tests]));
        Assert.Equal(
            [typeof(FileMemoryLogProvider), typeof(InMemoryMemoryLogProvider), typeof(RecordingLogProvider)],
            ConformanceCoverage.Unchecked([typeof(FileMemoryLogProvider).Assembly], [typeof(string).Assembly])
                .OrderBy(type => type.Name));
    }

    private sealed class NobodyChecksMe : IMemoryLogProvider
    {
        public ValueTask<IMemoryLog> OpenAsync(MemoryScope scope, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask<MemoryScope?> FindAsync(string name, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
