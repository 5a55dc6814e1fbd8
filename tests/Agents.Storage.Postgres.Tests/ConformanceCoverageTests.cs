using Agents.TestKit.Conformance;

namespace Agents.Storage.Postgres.Tests;

public sealed class ConformanceCoverageTests
{
    [Fact]
    public void Every_provider_inherits_the_conformance_suite() =>
        Assert.Empty(ConformanceCoverage.Unchecked(
            [typeof(PostgresMemoryLogProvider).Assembly], [typeof(ConformanceCoverageTests).Assembly]));

    [Fact]
    public void Control_a_provider_without_the_suite_is_found() =>
        Assert.Equal(
            [typeof(PostgresMemoryLogProvider)],
            ConformanceCoverage.Unchecked([typeof(PostgresMemoryLogProvider).Assembly], [typeof(string).Assembly]));
}
