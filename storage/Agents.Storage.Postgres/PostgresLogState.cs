using Agents.Storage.Cipher;
using Agents.Storage.Logs;

namespace Agents.Storage.Postgres;

/// <summary>
/// A log that stands in the tables, opened. Only the holder of the log's gate changes it; readers take
/// <see cref="Tail"/>.
/// </summary>
internal sealed class PostgresLogState(LogCipher cipher, Guid writer, PostgresLogTail tail) : ILogState
{
    private volatile PostgresLogTail _tail = tail;

    public LogCipher Cipher { get; } = cipher;

    public long Generation => Cipher.Generation;

    /// <summary>Gets the id that stands in the head while this writer may append.</summary>
    public Guid Writer { get; } = writer;

    public uint Erasures { get; set; }

    public long SnapshotFloor { get; set; }

    public long SnapshotPosition { get; set; }

    public PostgresLogTail Tail => _tail;

    public long Position => _tail.Position;

    public long Bytes => _tail.Bytes;

    /// <summary>Lets readers see what is committed.</summary>
    public void Publish(PostgresLogTail tail) => _tail = tail;

    public void Dispose() => Cipher.Dispose();
}
