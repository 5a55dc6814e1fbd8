using Agents.Silo.Configuration;
using Npgsql;

namespace Agents.Silo.Clustering;

/// <summary>Makes the tables of a cluster in PostgreSQL and the queries that Orleans looks up there.</summary>
/// <remarks>
/// Any number of silos may start at once: an advisory lock lets one of them work, and a version tells the others that
/// it is done. A step that was released is never changed, only followed by another one that older programs can live
/// with, so that two versions of the program run beside each other.
/// </remarks>
internal sealed class ClusterSchema(string connectionString) : IClusterStore
{
    public const string Schema = "agents_cluster";

    // Any number that nothing else in the database takes.
    private const long LockKey = 0x4167656e7473;

    private static readonly string[] Steps = [ClusterTables.First];

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var where = new NpgsqlConnectionStringBuilder(connectionString);
        try
        {
            await using var source = NpgsqlDataSource.Create(connectionString);
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await RunAsync(connection, $"SELECT pg_advisory_xact_lock({LockKey})", cancellationToken);
            await MigrateAsync(connection, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (NpgsqlException error)
        {
            throw new StartupException(
                $"PostgreSQL at {where.Host}:{where.Port}, which Cluster:ConnectionString names, cannot be used: "
                + $"{error.Message.ReplaceLineEndings(" ")}. Check that it runs, and that its user may create the "
                + $"schema {Schema}.",
                error);
        }
    }

    private static async Task MigrateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // PostgreSQL asks for the right to create before it looks whether that is needed, and most starts need not.
        if (!await AskAsync<bool>(
            connection, $"SELECT to_regclass('{Schema}.schema_version') IS NOT NULL", cancellationToken))
        {
            await RunAsync(
                connection,
                $"""
                CREATE SCHEMA IF NOT EXISTS {Schema};
                CREATE TABLE {Schema}.schema_version (version integer NOT NULL);
                """,
                cancellationToken);
        }

        await RunAsync(connection, $"SET LOCAL search_path TO {Schema}", cancellationToken);
        var version = await AskAsync<int>(
            connection, "SELECT coalesce(max(version), 0) FROM schema_version", cancellationToken);
        for (var step = version; step < Steps.Length; step++)
        {
            await RunAsync(connection, Steps[step], cancellationToken);
            await RunAsync(
                connection, $"INSERT INTO schema_version (version) VALUES ({step + 1})", cancellationToken);
        }

        if (version < Steps.Length)
        {
            await WriteQueriesAsync(connection, cancellationToken);
        }
    }

    /// <summary>Writes the queries of this program, which belong to the tables that it has just made.</summary>
    private static async Task WriteQueriesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var (key, text) in ClusterQueries.All)
        {
            await using var write = new NpgsqlCommand(
                """
                INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ($1, $2)
                ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText
                """,
                connection)
            {
                Parameters = { new() { Value = key }, new() { Value = text } },
            };
            await write.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static async Task<T> AskAsync<T>(
        NpgsqlConnection connection, string query, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // Every query is a constant of this program.
        await using var command = new NpgsqlCommand(query, connection);
#pragma warning restore CA2100
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task RunAsync(
        NpgsqlConnection connection, string text, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // Every text is a constant of this program.
        await using var command = new NpgsqlCommand(text, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
