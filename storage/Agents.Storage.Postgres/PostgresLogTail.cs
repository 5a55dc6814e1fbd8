namespace Agents.Storage.Postgres;

/// <summary>What is committed: the last frame's sequence and chain hash, and the size. It never changes.</summary>
internal sealed record PostgresLogTail(long Position, long Bytes, byte[] Hash);
