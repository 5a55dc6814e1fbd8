using Agents.Memory.Log;
using Agents.Storage.Files;

namespace Agents.Storage.Postgres;

/// <summary>Keeps the newest snapshot of a log in parts. The holder of the snapshots' gate calls it.</summary>
/// <remarks>
/// A snapshot is one transaction: its parts, then the head that names it, then the drop of every snapshot that the head
/// does not name. Where another writer has claimed the log the head keeps its own, and the last step drops these parts
/// again. One that does not verify is never returned; it lies there until the next one or an erasure replaces it.
/// </remarks>
internal sealed class PostgresSnapshots(PostgresLogContext context, PostgresLogState state)
{
    private const int PartBytes = 16 * 1024 * 1024;

    /// <summary>Reads the snapshot when it verifies.</summary>
    public async Task<LogSnapshot?> ReadAsync(CancellationToken cancellationToken)
    {
        var (position, parts, hash) = await context.Database.QueryAsync(
            [
                new Statement(context.Sql.ReadSnapshot, context.Key, state.Generation),
                new Statement(context.Sql.ReadSnapshotHash, context.Key, state.Generation),
            ],
            async (reader, token) =>
            {
                var position = 0L;
                var parts = new List<byte[]>();
                while (await reader.ReadAsync(token).ConfigureAwait(false))
                {
                    position = reader.GetInt64(0);
                    parts.Add((byte[])reader.GetValue(1));
                }

                await reader.NextResultAsync(token).ConfigureAwait(false);
                var hasHash = await reader.ReadAsync(token).ConfigureAwait(false);
                return (position, parts, hasHash ? (byte[])reader.GetValue(0) : []);
            },
            cancellationToken).ConfigureAwait(false);
        if (parts.Count == 0 || position > state.Tail.Position)
        {
            return null;
        }

        var name = new SnapshotName(position, state.Erasures);
        return await Task.Run(
            () => SnapshotFile.Read(FileOf(parts), state.Cipher, name, hash), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <returns>
    /// False when it is older than the last erasure or than the one that is there, or when another writer was here.
    /// </returns>
    public async Task<bool> WriteAsync(LogSnapshot snapshot, CancellationToken cancellationToken)
    {
        if (snapshot.Position < state.SnapshotFloor || snapshot.Position < state.SnapshotPosition)
        {
            return false;
        }

        var hash = await HashAtAsync(snapshot.Position, cancellationToken).ConfigureAwait(false);
        var file = new MemoryFile();
        await Task.Run(
            () => SnapshotFile.Write(file, state.Cipher, snapshot, state.Erasures, hash), cancellationToken)
            .ConfigureAwait(false);
        var changed = await context.Database.ChangeAsync(StatementsOf(snapshot.Position, file.Content))
            .ConfigureAwait(false);
        if (changed[^2] == 0)
        {
            return false;
        }

        state.SnapshotPosition = snapshot.Position;
        return true;
    }

    private static MemoryFile FileOf(List<byte[]> parts)
    {
        if (parts.Count == 1)
        {
            return new MemoryFile(parts[0], parts[0].Length);
        }

        var file = new MemoryFile();
        foreach (var part in parts)
        {
            file.Write(part, file.Length);
        }

        return file;
    }

    private List<Statement> StatementsOf(long position, ReadOnlyMemory<byte> bytes)
    {
        var id = LogHeads.NewWriter();
        var statements = new List<Statement>();
        for (var at = 0; at < bytes.Length; at += PartBytes)
        {
            var part = bytes.Slice(at, Math.Min(PartBytes, bytes.Length - at));
            statements.Add(new Statement(
                context.Sql.PutSnapshot, context.Key, state.Generation, state.Writer, id, at / PartBytes, part));
        }

        statements.Add(new Statement(
            context.Sql.TakeSnapshot,
            context.Key,
            state.Generation,
            state.Writer,
            id,
            position,
            (long)state.Erasures));
        statements.Add(new Statement(context.Sql.DropSnapshots, context.Key, state.Generation));
        return statements;
    }

    /// <summary>The chain hash of a committed frame, as it stands in the frame.</summary>
    private async Task<byte[]> HashAtAsync(long position, CancellationToken cancellationToken)
    {
        var tail = state.Tail;
        return position == tail.Position
            ? tail.Hash
            : await context.Database.QueryAsync(
                [new Statement(context.Sql.ReadHash, context.Key, state.Generation, position)],
                async (reader, token) => await reader.ReadAsync(token).ConfigureAwait(false)
                    ? (byte[])reader.GetValue(0)
                    : throw new FileFaultException(PostgresLogContext.RowOf(position), 0, "it is missing"),
                cancellationToken).ConfigureAwait(false);
    }
}
