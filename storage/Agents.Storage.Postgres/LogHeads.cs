using System.Security.Cryptography;
using Agents.Memory.Log;
using Agents.Storage.Files;
using Agents.Storage.Logs;

namespace Agents.Storage.Postgres;

/// <summary>Reads, claims and marks the head of one log.</summary>
internal sealed class LogHeads(PostgresLogContext context)
{
    private const int WriterBytes = 16;

    public static Guid NewWriter() => new(RandomNumberGenerator.GetBytes(WriterBytes));

    /// <summary>
    /// Makes every earlier writer stale, and reads the head and the first frames behind that, all in one round trip.
    /// </summary>
    /// <remarks>
    /// Each try claims for a writer of its own: one that was not answered and arrives late, behind the claim of another
    /// process, makes that one stale, and gives the log back to nobody.
    /// </remarks>
    /// <returns>The writer that has the log, the head, or null when there is no log, and the first frames.</returns>
    /// <exception cref="LogDamagedException">The log is quarantined.</exception>
    public async Task<(Guid Writer, HeadRow? Head, FramePage First)> ClaimAsync(CancellationToken cancellationToken)
    {
        var bytes = context.Options.ReadBytes;
        var writer = Guid.Empty;
        var (head, first) = await context.Database.QueryAsync(
            Statements,
            async (reader, token) =>
            {
                var head = await HeadRow.ReadAsync(reader, token).ConfigureAwait(false);
                await reader.NextResultAsync(token).ConfigureAwait(false);
                return (head, await FramePage.ReadAsync(reader, bytes, token).ConfigureAwait(false));
            },
            cancellationToken).ConfigureAwait(false);
        ThrowIfMarked(head);
        return (writer, head, first);

        IReadOnlyList<Statement> Statements()
        {
            writer = NewWriter();
            return
            [
                new Statement(context.Sql.Claim, context.Key, writer),
                new Statement(context.Sql.ReadHead, context.Key),
                new Statement(context.Sql.ReadFirst, context.Key, (long)bytes),
            ];
        }
    }

    /// <exception cref="LogDamagedException">The log is quarantined.</exception>
    public async Task<HeadRow?> ReadAsync(CancellationToken cancellationToken)
    {
        var head = await ReadAnyAsync(cancellationToken).ConfigureAwait(false);
        ThrowIfMarked(head);
        return head;
    }

    /// <summary>Wraps the data key under the ring's current key, also of a log that is quarantined.</summary>
    /// <remarks>
    /// The header is replaced where it is the one that was read. No other statement asks for the header, so a log that
    /// is open goes on; and none but a deletion changes it, so nobody puts the older one back.
    /// </remarks>
    /// <exception cref="FileFaultException">The header does not verify.</exception>
    /// <exception cref="CryptographicException">The key ring does not open the data key.</exception>
    public async Task<RewrapOutcome> RewrapAsync(CancellationToken cancellationToken)
    {
        byte[]? wrapped = null;
        while (true)
        {
            if (await ReadAnyAsync(cancellationToken).ConfigureAwait(false) is not { Deleted: false } head)
            {
                return RewrapOutcome.Gone;
            }

            var header = LogHeader.Parse(head.Header);
            if (header.KeyId == context.KeyRing.CurrentKeyId)
            {
                // It may be this call's own first try, whose answer was lost.
                return wrapped is not null && head.Header.AsSpan().SequenceEqual(wrapped)
                    ? RewrapOutcome.Rewrapped
                    : RewrapOutcome.Current;
            }

            wrapped = LogKeys.Rewrap(context.KeyRing, context.Name, header).ToBytes();
            var changed = await context.Database.ChangeAsync(
                context.Sql.Rewrap, context.Key, head.Header, wrapped).ConfigureAwait(false);
            if (changed > 0)
            {
                return RewrapOutcome.Rewrapped;
            }
        }
    }

    private Task<HeadRow?> ReadAnyAsync(CancellationToken cancellationToken) => context.Database.QueryAsync(
        [new Statement(context.Sql.ReadHead, context.Key)], HeadRow.ReadAsync, cancellationToken);

    /// <summary>
    /// Marks the log as damaged: every open refuses with the same words until the columns are emptied.
    /// </summary>
    /// <remarks>A mark that cannot be written is no loss: the next open finds the damage again.</remarks>
    /// <exception cref="StaleWriterException">Another writer has the log: it may not be damaged at all.</exception>
    public async Task<LogDamagedException> MarkAsync(FileFaultException fault, Guid writer)
    {
        var damage = new LogDamagedException(context.Report(fault.File), fault.Offset, fault.Message);
        try
        {
            var marked = await context.Database.ChangeAsync(
                context.Sql.Quarantine, context.Key, writer, damage.File, damage.Offset, fault.Message)
                .ConfigureAwait(false);
            return marked > 0
                ? damage
                : throw new StaleWriterException("another writer claimed the log while it was read");
        }
        catch (Exception e) when (PostgresErrors.IsStorage(e, CancellationToken.None))
        {
            return damage;
        }
    }

    private static void ThrowIfMarked(HeadRow? head)
    {
        if (head is { QuarantineReason: { } reason })
        {
            throw new LogDamagedException(head.QuarantineFile ?? HeadRow.Name, head.QuarantineOffset, reason);
        }
    }
}
