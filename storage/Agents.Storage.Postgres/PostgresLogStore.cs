using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Agents.Memory.Log;
using Agents.Storage.Files;
using Agents.Storage.Frames;
using Agents.Storage.Transfer;

namespace Agents.Storage.Postgres;

/// <summary>Copies logs out of and into the tables of one schema.</summary>
/// <remarks>
/// Reading claims nothing, so silos may serve meanwhile: the head is read before and after the frames, and when an
/// erasure came in between the read says so. A log that is written or deleted here must not be open anywhere.
/// </remarks>
internal sealed class PostgresLogStore(PostgresDatabase database, IKeyRing keyRing, PostgresStorageOptions options)
    : ILogStore
{
    private const int ErasureRows = 500;

    public IAsyncEnumerable<string> ListAsync(string? after, CancellationToken cancellationToken) =>
        LogNames.ListAsync(database, after, cancellationToken);

    public async ValueTask<LogVersion?> FindAsync(string name, CancellationToken cancellationToken) =>
        await HeadAsync(name, cancellationToken).ConfigureAwait(false) is { } head
            ? new LogVersion(head.Generation, StampOf(head))
            : null;

    public async ValueTask<LogImage?> ReadAsync(string name, CancellationToken cancellationToken) =>
        await HeadAsync(name, cancellationToken).ConfigureAwait(false) is { } head
            ? new LogImage(head.Generation, head.Header, FramesAsync(name, head, cancellationToken))
            : null;

    public async ValueTask WriteAsync(string name, LogImage image, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        var key = Convert.FromHexString(name);
        var sql = database.Sql;
        await GuardAsync(
            name,
            async () =>
            {
                await database.TransactAsync(WriteAllAsync, cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);

        async Task WriteAllAsync(Func<Statement, Task> send)
        {
            await send(new Statement(sql.DropHead, key)).ConfigureAwait(false);
            await send(new Statement(sql.DropFrames, key)).ConfigureAwait(false);
            await send(new Statement(sql.DropAllSnapshots, key)).ConfigureAwait(false);
            var chain = await WriteFramesAsync(key, image, send, cancellationToken).ConfigureAwait(false);
            await send(new Statement(
                sql.PutHead,
                key,
                image.Generation,
                image.Header,
                LogHeads.NewWriter(),
                chain.Position,
                chain.Hash.ToArray(),
                chain.Bytes)).ConfigureAwait(false);
        }
    }

    public async ValueTask DeleteAsync(string name, CancellationToken cancellationToken)
    {
        var key = Convert.FromHexString(name);
        var sql = database.Sql;
        await GuardAsync(
            name,
            async () =>
            {
                await database.ChangeAsync(sql.BuryAny, key, LogHeads.NewWriter()).ConfigureAwait(false);
                return await database.ChangeAsync(
                [
                    new Statement(sql.DropFrames, key),
                    new Statement(sql.DropAllSnapshots, key),
                    new Statement(sql.DropHead, key),
                ]).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask AppendErasureAsync(ReadOnlyMemory<byte> entry, CancellationToken cancellationToken) =>
        await JournalAsync(
            () => database.ChangeAsync(database.Sql.PutErasure, SHA256.HashData(entry.Span), entry),
            cancellationToken).ConfigureAwait(false);

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadErasuresAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        byte[] last = [];
        List<(byte[] Digest, byte[] Entry)> page;
        do
        {
            var statement = new Statement(database.Sql.ReadErasures, last, ErasureRows);
            page = await JournalAsync(() => ErasuresAsync(statement, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
            foreach (var (digest, entry) in page)
            {
                yield return entry;
                last = digest;
            }
        }
        while (page.Count == ErasureRows);
    }

    private static LogUnavailableException Moved(string name) =>
        new($"The log {name} was changed while it was read; read it again.", full: false);

    /// <summary>What an append, an erasure and another wrapped key each change, and a claim does not.</summary>
    private static string StampOf(HeadRow head) => string.Create(
        CultureInfo.InvariantCulture,
        $"{head.Position}-{head.Bytes}-{head.Erasures}-{Convert.ToHexStringLower(head.Hash)}-"
        + $"{Convert.ToHexStringLower(SHA256.HashData(head.Header))}");

    private Task<List<(byte[] Digest, byte[] Entry)>> ErasuresAsync(
        Statement statement, CancellationToken cancellationToken) => database.QueryAsync(
        [statement],
        async (reader, token) =>
        {
            var rows = new List<(byte[], byte[])>();
            while (await reader.ReadAsync(token).ConfigureAwait(false))
            {
                rows.Add(((byte[])reader.GetValue(0), (byte[])reader.GetValue(1)));
            }

            return rows;
        },
        cancellationToken);

    /// <returns>Null when there is no log, also when it is being deleted.</returns>
    private Task<HeadRow?> HeadAsync(string name, CancellationToken cancellationToken) => GuardAsync(
        name,
        async () =>
        {
            var head = await new LogHeads(ContextOf(name)).ReadAsync(cancellationToken).ConfigureAwait(false);
            if (head is not { Deleted: false })
            {
                return null;
            }

            return LogHeader.Parse(head.Header).Generation == head.Generation
                ? head
                : throw new FileFaultException(HeadRow.Name, 0, "its header is of another log");
        },
        cancellationToken);

    private PostgresLogContext ContextOf(string name) => new(database, name, keyRing, options);

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> FramesAsync(
        string name, HeadRow head, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var chain = new ChainVerifier(head.Generation);
        while (chain.Position < head.Position)
        {
            var page = await PageAsync(name, head, chain, cancellationToken).ConfigureAwait(false);
            foreach (var (_, bytes) in page.Frames)
            {
                yield return bytes;
            }
        }

        if (await HasMovedAsync(name, head, cancellationToken).ConfigureAwait(false))
        {
            throw Moved(name);
        }

        await VerifiedAsync(name, head, () => Task.FromResult(chain.Finish(head)), cancellationToken)
            .ConfigureAwait(false);
    }

    private Task<FramePage> PageAsync(
        string name, HeadRow head, ChainVerifier chain, CancellationToken cancellationToken) => VerifiedAsync(
        name,
        head,
        async () =>
        {
            var page = await PostgresLogReader.ReadPageAsync(
                ContextOf(name), head.Generation, chain.Position + 1, head.Position, cancellationToken)
                .ConfigureAwait(false);
            foreach (var (sequence, bytes) in page.Frames)
            {
                chain.Add(sequence, bytes);
            }

            return page.Frames.Count > 0
                ? page
                : throw new FileFaultException(PostgresLogContext.RowOf(chain.Position + 1), 0, "it is missing");
        },
        cancellationToken);

    /// <summary>Runs what verifies. Rows that a deletion took meanwhile are no damage.</summary>
    private async Task<T> VerifiedAsync<T>(
        string name, HeadRow head, Func<Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await GuardAsync(name, read, cancellationToken).ConfigureAwait(false);
        }
        catch (LogDamagedException)
        {
            if (await HasMovedAsync(name, head, cancellationToken).ConfigureAwait(false))
            {
                throw Moved(name);
            }

            throw;
        }
    }

    /// <summary>Tells whether the log was erased from, deleted or replaced. Frames behind the head's do not count.
    /// </summary>
    private async Task<bool> HasMovedAsync(string name, HeadRow head, CancellationToken cancellationToken)
    {
        var now = await HeadAsync(name, cancellationToken).ConfigureAwait(false);
        return now?.Generation != head.Generation || now.Erasures != head.Erasures || now.Position < head.Position;
    }

    private async Task<FrameChain> WriteFramesAsync(
        byte[] key, LogImage image, Func<Statement, Task> send, CancellationToken cancellationToken)
    {
        var chain = new FrameChain(image.Generation);
        var frames = new List<byte[]>();
        var bytes = 0L;
        await foreach (var piece in image.Frames.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            chain.Add(piece.Span, Take);
            if (bytes >= options.ReadBytes || frames.Count >= PostgresSql.PageRows)
            {
                await SendAsync().ConfigureAwait(false);
            }
        }

        chain.End();
        if (frames.Count > 0)
        {
            await SendAsync().ConfigureAwait(false);
        }

        return chain;

        void Take(in FrameHeader header, ReadOnlySpan<byte> frame)
        {
            frames.Add(frame.ToArray());
            bytes += frame.Length;
        }

        async Task SendAsync()
        {
            var before = chain.Position - frames.Count;
            await send(new Statement(database.Sql.PutFrames, key, image.Generation, before, frames.ToArray()))
                .ConfigureAwait(false);
            frames.Clear();
            bytes = 0;
        }
    }

    private static async Task<T> GuardAsync<T>(string name, Func<Task<T>> action, CancellationToken cancellationToken)
    {
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (FileFaultException e)
        {
            throw new LogDamagedException($"{name}/{e.File}", e.Offset, e.Message);
        }
        catch (Exception e) when (PostgresErrors.IsStorage(e, cancellationToken))
        {
            throw PostgresErrors.Unavailable(name, "its copy failed", e);
        }
    }

    private static async Task<T> JournalAsync<T>(Func<Task<T>> action, CancellationToken cancellationToken)
    {
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (Exception e) when (PostgresErrors.IsStorage(e, cancellationToken))
        {
            throw PostgresErrors.NoJournal(e);
        }
    }
}
