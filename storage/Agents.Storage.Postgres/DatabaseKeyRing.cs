using Agents.Storage.Cipher;
using Agents.Storage.Files;
using Npgsql;

namespace Agents.Storage.Postgres;

/// <summary>Keeps the digest of a schema's key ring in a table of one row.</summary>
internal sealed class DatabaseKeyRing : IKeyRingMark
{
    private readonly NpgsqlConnection _connection;
    private readonly PostgresDatabase _database;

    private DatabaseKeyRing(NpgsqlConnection connection, PostgresDatabase database)
    {
        _connection = connection;
        _database = database;
    }

    public string Place => _database.Place;

    /// <summary>Opens the schema's ring.</summary>
    /// <exception cref="DataFolderException">
    /// The ring is missing or another one than the schema's, or one of the two cannot be read or written.
    /// </exception>
    public static LocalKeyRing Open(PostgresDatabase database, string file, TimeProvider clock)
    {
        LocalKeyRing? ring = null;
        database.Start(connection => ring = SharedKeyRing.Open(new DatabaseKeyRing(connection, database), file, clock));
        return ring!;
    }

    public string? Read()
    {
        using var command = new NpgsqlCommand(_database.Sql.ReadKeyRing, _connection);
        return (string?)command.ExecuteScalar();
    }

    public void Keep(string digest)
    {
        using var command = new NpgsqlCommand(_database.Sql.KeepKeyRing, _connection);
        command.Parameters.Add(new NpgsqlParameter { Value = digest });
        command.ExecuteNonQuery();
    }
}
