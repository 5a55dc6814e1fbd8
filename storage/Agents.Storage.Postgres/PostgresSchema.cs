using Agents.Storage.Files;
using Npgsql;

namespace Agents.Storage.Postgres;

/// <summary>The tables, and how a schema of an earlier version becomes one of this version.</summary>
/// <remarks>
/// A migration is one transaction under an advisory lock, so of many silos that start at once one migrates and the
/// others find it done. A step is never changed once it was released: another one is added behind it.
/// </remarks>
internal static class PostgresSchema
{
    /// <summary>The version that this program reads and writes.</summary>
    public const int Version = 2;

    /// <summary>One half of the advisory lock's key; the schema's name is the other.</summary>
    private const int LockKey = 0x41474e54;

    /// <summary>Brings the tables to this version. A role without other rights passes when they are.</summary>
    /// <exception cref="DataFolderException">The tables are of a later version, or nothing is flushed.</exception>
    public static void Migrate(NpgsqlConnection connection, string schema, string place)
    {
        CheckDurable(connection, place);
        if (VersionOf(connection, schema) == Version)
        {
            return;
        }

        using var transaction = connection.BeginTransaction();
        Execute(connection, "SELECT pg_advisory_xact_lock($1, hashtext($2))", LockKey, schema);
        var version = VersionOf(connection, schema);
        if (version > Version)
        {
            throw new DataFolderException(
                $"The tables in {place} have version {version}, and this program knows version {Version}: start a "
                + "later program.");
        }

        if (version == 0)
        {
            if (Ask(connection, "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = $1", schema) is null)
            {
                Execute(connection, $"CREATE SCHEMA {Quoted(schema)}");
            }

            Execute(connection, Step1(Quoted(schema)));
        }

        if (version < 2)
        {
            Execute(connection, Step2(Quoted(schema)));
        }

        Execute(connection, $"DELETE FROM {Quoted(schema)}.agents_schema");
        Execute(connection, $"INSERT INTO {Quoted(schema)}.agents_schema (version) VALUES ($1)", Version);
        transaction.Commit();
    }

    /// <summary>Writes a name so that no word of the language is taken for one.</summary>
    public static string Quoted(string schema) => $"\"{schema}\"";

    /// <summary>
    /// Refuses a server that says that a row is there before it is on the disk: acknowledged memories could be lost.
    /// </summary>
    private static void CheckDurable(NpgsqlConnection connection, string place)
    {
        foreach (var setting in new[] { "fsync", "full_page_writes", "synchronous_commit" })
        {
            if (Ask(connection, "SELECT current_setting($1)", setting) is "off")
            {
                throw new DataFolderException(
                    $"The server of {place} has {setting} = off, so it loses what it acknowledged when it crashes: "
                    + "turn it on.");
            }
        }
    }

    /// <returns>The version of the tables; 0 where there are none.</returns>
    /// <remarks>
    /// The catalog is read as rows: a look-up by name may answer from what this session learned before it had the lock.
    /// </remarks>
    private static int VersionOf(NpgsqlConnection connection, string schema)
    {
        const string Find =
            "SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = $1 AND tablename = 'agents_schema'";
        return Ask(connection, Find, schema) is null
            ? 0
            : Ask(connection, $"SELECT version FROM {Quoted(schema)}.agents_schema") as int? ?? 0;
    }

    /// <remarks>
    /// Sealed bytes do not compress, so none is tried. Rows die by erasures and deletions, and the server is to make
    /// room of each one at its next round and not when a fifth of the table is dead. The heads change with every append
    /// and have room in their pages for it.
    /// </remarks>
    private static string Step1(string schema)
    {
        const string Settings = "autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0";
        const string ToastSettings =
            "toast.autovacuum_vacuum_threshold = 0, toast.autovacuum_vacuum_scale_factor = 0";
        return $"""
            CREATE TABLE {schema}.agents_schema (version integer NOT NULL);
            CREATE TABLE {schema}.agents_keyring (
                one boolean PRIMARY KEY DEFAULT true CHECK (one),
                digest text NOT NULL);
            CREATE TABLE {schema}.agents_heads (
                name bytea PRIMARY KEY,
                generation bigint NOT NULL,
                header bytea NOT NULL,
                writer uuid NOT NULL,
                position bigint NOT NULL,
                hash bytea NOT NULL,
                bytes bigint NOT NULL,
                erasures bigint NOT NULL DEFAULT 0,
                snapshot_floor bigint NOT NULL DEFAULT 0,
                snapshot uuid,
                snapshot_position bigint NOT NULL DEFAULT 0,
                deleted boolean NOT NULL DEFAULT false,
                quarantine_file text,
                quarantine_offset bigint,
                quarantine_reason text)
                WITH (fillfactor = 70, {Settings});
            CREATE TABLE {schema}.agents_frames (
                name bytea NOT NULL,
                generation bigint NOT NULL,
                sequence bigint NOT NULL,
                frame bytea NOT NULL,
                PRIMARY KEY (name, generation, sequence))
                WITH ({Settings}, {ToastSettings});
            ALTER TABLE {schema}.agents_frames ALTER COLUMN frame SET STORAGE EXTERNAL;
            CREATE TABLE {schema}.agents_snapshots (
                name bytea NOT NULL,
                generation bigint NOT NULL,
                snapshot uuid NOT NULL,
                part integer NOT NULL,
                bytes bytea NOT NULL,
                PRIMARY KEY (name, generation, snapshot, part))
                WITH ({Settings}, {ToastSettings});
            ALTER TABLE {schema}.agents_snapshots ALTER COLUMN bytes SET STORAGE EXTERNAL;
            """;
    }

    /// <remarks>Nothing ever leaves the journal, so no row of it dies.</remarks>
    private static string Step2(string schema) => $"""
        CREATE TABLE {schema}.agents_erasures (digest bytea PRIMARY KEY, entry bytea NOT NULL)
        """;

    private static void Execute(NpgsqlConnection connection, string text, params object[] values)
    {
        using var command = CommandOf(connection, text, values);
        command.ExecuteNonQuery();
    }

    /// <returns>The first value of the first row; null where there is none.</returns>
    private static object? Ask(NpgsqlConnection connection, string text, params object[] values)
    {
        using var command = CommandOf(connection, text, values);
        return command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }

    private static NpgsqlCommand CommandOf(NpgsqlConnection connection, string text, object[] values)
    {
        var command = new NpgsqlCommand(text, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
