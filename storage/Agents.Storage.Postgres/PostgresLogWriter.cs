using System.Buffers;
using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Files;
using Agents.Storage.Frames;
using Agents.Storage.Logs;

namespace Agents.Storage.Postgres;

/// <summary>Creates a log and appends to it. The holder of the log's gate calls it.</summary>
/// <remarks>
/// A group is one statement: the head moves on when it names this writer and stands where the writer left it, and the
/// frames follow the head's row. Whoever claims the log afterwards waits for the row and sees the group; whoever came
/// before has changed the row, and not a byte is taken. A statement that is sent again finds its own first try by the
/// chain hash of the last frame, which hangs on random nonces.
/// </remarks>
internal sealed class PostgresLogWriter(PostgresLogContext context)
{
    /// <summary>Creates the log with its first group, or not at all.</summary>
    /// <exception cref="StaleWriterException">Another writer created the log.</exception>
    public async Task<PostgresLogState> CreateAsync(MemoryScope scope, IReadOnlyList<NewFrame> group)
    {
        var (header, cipher) = LogKeys.Create(context.KeyRing, scope, context.Name);
        try
        {
            var empty = new PostgresLogTail(0, 0, HashChain.Start(header.Generation));
            var state = new PostgresLogState(cipher, LogHeads.NewWriter(), empty);
            await WriteAsync(state, group, (frames, tail) => new Statement(
                context.Sql.Create,
                context.Key,
                header.Generation,
                header.ToBytes(),
                state.Writer,
                tail.Position,
                tail.Hash,
                tail.Bytes,
                frames)).ConfigureAwait(false);
            return state;
        }
        catch
        {
            cipher.Dispose();
            throw;
        }
    }

    /// <summary>Appends a group in one round trip.</summary>
    /// <exception cref="StaleWriterException">Another writer claimed the log; nothing of it is there.</exception>
    /// <exception cref="LogUnavailableException">The group is there, and another writer came behind it.</exception>
    public Task AppendAsync(PostgresLogState state, IReadOnlyList<NewFrame> group)
    {
        var before = state.Tail;
        return WriteAsync(state, group, (frames, tail) => new Statement(
            context.Sql.Append,
            context.Key,
            state.Generation,
            state.Writer,
            before.Position,
            tail.Position,
            tail.Hash,
            tail.Bytes - before.Bytes,
            frames));
    }

    private async Task WriteAsync(
        PostgresLogState state, IReadOnlyList<NewFrame> group, Func<byte[][], PostgresLogTail, Statement> statementOf)
    {
        var (frames, tail) = Encode(state, group);
        var statement = statementOf(frames, tail);
        var written = await context.Database.ChangeAsync(statement.Text, statement.Values).ConfigureAwait(false);
        if (written != group.Count)
        {
            await FindAsync(state, tail).ConfigureAwait(false);
        }

        state.Publish(tail);
    }

    private static (byte[][] Frames, PostgresLogTail Tail) Encode(PostgresLogState state, IReadOnlyList<NewFrame> group)
    {
        var before = state.Tail;
        var size = GroupEncoder.SizeOf(group);
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        var starts = ArrayPool<int>.Shared.Rent(group.Count);
        try
        {
            var hash = before.Hash.AsSpan().ToArray();
            GroupEncoder.Encode(state.Cipher, group, before.Position + 1, hash, buffer.AsSpan(0, size), starts);
            var frames = new byte[group.Count][];
            for (var i = 0; i < frames.Length; i++)
            {
                var end = i + 1 < frames.Length ? starts[i + 1] : size;
                frames[i] = buffer.AsSpan(starts[i]..end).ToArray();
            }

            return (frames, new PostgresLogTail(before.Position + group.Count, before.Bytes + size, hash));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            ArrayPool<int>.Shared.Return(starts);
        }
    }

    /// <summary>Finds a group again whose answer may have been lost: it had been sent before.</summary>
    private async Task FindAsync(PostgresLogState state, PostgresLogTail tail)
    {
        var (isThere, isLast) = await context.Database.QueryAsync(
            [new Statement(context.Sql.FindAppend, context.Key, state.Generation, tail.Position, tail.Hash)],
            async (reader, token) => await reader.ReadAsync(token).ConfigureAwait(false)
                ? (reader.GetBoolean(2), reader.GetGuid(0) == state.Writer && reader.GetInt64(1) == tail.Position)
                : (false, false),
            CancellationToken.None).ConfigureAwait(false);
        if (!isThere)
        {
            throw new StaleWriterException("another writer claimed or created the log");
        }

        if (!isLast)
        {
            throw new LogUnavailableException(
                $"The log {context.Name} has another writer, which came behind this append: open it again.",
                full: false);
        }
    }
}
