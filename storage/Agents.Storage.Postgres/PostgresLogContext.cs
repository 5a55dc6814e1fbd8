using Agents.Memory.Log;

namespace Agents.Storage.Postgres;

/// <summary>Where one log is, and what its provider was given.</summary>
internal sealed record PostgresLogContext(
    PostgresDatabase Database, string Name, IKeyRing KeyRing, PostgresStorageOptions Options)
{
    /// <summary>Gets the log's name as the tables have it.</summary>
    public byte[] Key { get; } = Convert.FromHexString(Name);

    public PostgresSql Sql => Database.Sql;

    /// <summary>A row of the log as errors and logs show it.</summary>
    public string Report(string row) => $"{Name}/{row}";

    /// <summary>What errors call the row of a frame.</summary>
    public static string RowOf(long sequence) => $"frame {sequence}";
}
