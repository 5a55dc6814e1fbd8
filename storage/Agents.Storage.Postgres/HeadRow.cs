using Npgsql;

namespace Agents.Storage.Postgres;

/// <summary>The row that makes a log: its header with the wrapped key, where it ends, and who may append.</summary>
internal sealed record HeadRow(
    long Generation,
    byte[] Header,
    Guid Writer,
    long Position,
    byte[] Hash,
    long Bytes,
    uint Erasures,
    long SnapshotFloor,
    long SnapshotPosition,
    bool Deleted,
    string? QuarantineFile,
    long QuarantineOffset,
    string? QuarantineReason)
{
    /// <summary>What errors call the row.</summary>
    public const string Name = "head";

    public static async Task<HeadRow?> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        return await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? Of(reader) : null;
    }

    private static HeadRow Of(NpgsqlDataReader reader)
    {
        return new HeadRow(
            reader.GetInt64(0),
            reader.GetFieldValue<byte[]>(1),
            reader.GetGuid(2),
            reader.GetInt64(3),
            reader.GetFieldValue<byte[]>(4),
            reader.GetInt64(5),
            checked((uint)reader.GetInt64(6)),
            reader.GetInt64(7),
            reader.GetInt64(8),
            reader.GetBoolean(9),
            TextOf(10),
            reader.IsDBNull(11) ? 0 : reader.GetInt64(11),
            TextOf(12));

        string? TextOf(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }
}
