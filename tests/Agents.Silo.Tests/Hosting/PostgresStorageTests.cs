using Agents.TestKit.Postgres;

namespace Agents.Silo.Tests.Hosting;

/// <summary>Two silos that know nothing of each other over one database: the storage alone keeps them apart.</summary>
public sealed class PostgresStorageTests(PostgresServer postgres) : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("agents-postgres-silo-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task What_one_silo_acknowledged_the_other_one_finds_and_neither_overwrites_it()
    {
        string[] arguments =
        [
            "--Storage:Kind=postgres",
            $"--Storage:Postgres:ConnectionString={postgres.ConnectionString}",
        ];
        await TwoSilos.CheckAsync(_data, arguments);

        Assert.Empty(Directory.GetDirectories(_data));
    }
}
