using Agents.Memory.Log;
using Agents.TestKit.Conformance;
using Agents.TestKit.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agents.Storage.Postgres.Tests;

public sealed class PostgresDataKeyTests(PostgresServer server) : DataKeyConformance<PostgresMemoryLogProvider>
{
    private readonly PostgresStorageOptions _options = NewStorage.On(server);
    private readonly List<PostgresDatabase> _databases = [];

    protected override PostgresMemoryLogProvider OpenStorage(IKeyRing ring)
    {
        var database = PostgresDatabase.Open(_options, TimeProvider.System);
        _databases.Add(database);
        return new PostgresMemoryLogProvider(
            database, ring, _options, NullLogger<PostgresMemoryLogProvider>.Instance);
    }

    protected override ValueTask CloseAsync()
    {
        _databases.ForEach(database => database.Dispose());
        return ValueTask.CompletedTask;
    }
}
