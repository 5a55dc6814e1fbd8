using Agents.TestKit.Postgres;
using Npgsql;

namespace Agents.Storage.Postgres.Tests;

/// <summary>The fixture itself: outage tests mean nothing on a server that loses what was committed.</summary>
public sealed class PostgresServerTests : IAsyncLifetime
{
    private readonly PostgresServer _server = new();

    public async ValueTask InitializeAsync() => await _server.InitializeAsync();

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_outage_keeps_what_was_committed(bool isCrash)
    {
        var database = await _server.NewDatabaseAsync() + ";Pooling=false";
        await ExecuteAsync(database, "CREATE TABLE t (n int); INSERT INTO t VALUES (7)");

        await (isCrash ? _server.CrashAsync() : _server.StopAsync());
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => ExecuteAsync(database, "SELECT 1"));

        await _server.StartAsync();
        Assert.Equal(7, await ExecuteAsync(database, "SELECT n FROM t"));
        Assert.Equal("on", await ExecuteAsync(database, "SHOW fsync"));
    }

    private static async Task<object?> ExecuteAsync(string database, string text)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(text, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
