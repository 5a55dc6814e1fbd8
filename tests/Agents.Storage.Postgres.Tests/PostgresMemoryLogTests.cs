using Agents.Memory.Log;
using Agents.Storage.Cipher;
using Agents.TestKit.Conformance;
using Agents.TestKit.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agents.Storage.Postgres.Tests;

public sealed class PostgresMemoryLogTests : MemoryLogConformance<PostgresMemoryLogProvider>
{
    private readonly LocalKeyRing _ring = LocalKeyRing.CreateInMemory();
    private readonly PostgresDatabase _database;

    public PostgresMemoryLogTests(PostgresServer server)
    {
        var options = NewStorage.On(server);
        _database = PostgresDatabase.Open(options, TimeProvider.System);
        Provider = new PostgresMemoryLogProvider(
            _database, _ring, options, NullLogger<PostgresMemoryLogProvider>.Instance);
    }

    protected override PostgresMemoryLogProvider Provider { get; }

    protected override IKeyRing Keys => _ring;

    public override ValueTask DisposeAsync()
    {
        _database.Dispose();
        _ring.Dispose();
        return ValueTask.CompletedTask;
    }
}
