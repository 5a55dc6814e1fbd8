using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Files;
using Agents.Storage.Logs;

namespace Agents.Storage.Postgres;

/// <summary>Opens a log that stands in the tables: claims it, verifies it, and finishes a deletion.</summary>
internal sealed class PostgresLogOpener(PostgresLogContext context)
{
    /// <summary>
    /// Another writer may claim the log while it is read; then the open starts over. Each round, one of them gets on.
    /// </summary>
    private const int AttemptsMax = 5;

    private readonly LogHeads _heads = new(context);

    /// <returns>The log, or null when there is none.</returns>
    /// <exception cref="LogDamagedException">The log is damaged.</exception>
    /// <exception cref="LogUnavailableException">The key ring does not open it, or it does not stand still.</exception>
    public async Task<PostgresLogState?> OpenAsync(MemoryScope scope, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryOpenAsync(scope, cancellationToken).ConfigureAwait(false);
            }
            catch (StaleWriterException) when (attempt < AttemptsMax)
            {
                continue;
            }
            catch (StaleWriterException e)
            {
                throw new LogUnavailableException(
                    $"The log {context.Name} is being changed by another writer; open it again later.",
                    full: false,
                    e);
            }
        }
    }

    private async Task<PostgresLogState?> TryOpenAsync(MemoryScope scope, CancellationToken cancellationToken)
    {
        var (writer, head, first) = await _heads.ClaimAsync(cancellationToken).ConfigureAwait(false);
        if (head is null)
        {
            return null;
        }

        if (head.Deleted)
        {
            await PostgresLogRemover.FinishAsync(context, head.Generation, head.Position).ConfigureAwait(false);
            return null;
        }

        try
        {
            return await VerifyAsync(scope, head, first, writer, cancellationToken).ConfigureAwait(false);
        }
        catch (FileFaultException fault)
        {
            throw await _heads.MarkAsync(fault, writer).ConfigureAwait(false);
        }
    }

    private async Task<PostgresLogState> VerifyAsync(
        MemoryScope scope, HeadRow head, FramePage first, Guid writer, CancellationToken cancellationToken)
    {
        var header = LogHeader.Parse(head.Header);
        if (header.Generation != head.Generation)
        {
            throw new FileFaultException(HeadRow.Name, 0, "its header is of another log");
        }

        var cipher = LogKeys.Open(context.KeyRing, scope, context.Name, header);
        try
        {
            var chain = new ChainVerifier(head.Generation);
            for (var page = first; ;)
            {
                var frames = page.Frames;
                await Task.Run(() => Add(chain, frames), cancellationToken).ConfigureAwait(false);
                if (page.IsLast)
                {
                    break;
                }

                page = await PostgresLogReader.ReadPageAsync(
                    context, head.Generation, chain.Position + 1, long.MaxValue, cancellationToken)
                    .ConfigureAwait(false);
            }

            return new PostgresLogState(cipher, writer, chain.Finish(head))
            {
                Erasures = head.Erasures,
                SnapshotFloor = head.SnapshotFloor,
                SnapshotPosition = head.SnapshotPosition,
            };
        }
        catch
        {
            cipher.Dispose();
            throw;
        }
    }

    private static void Add(ChainVerifier chain, IEnumerable<(long Sequence, byte[] Bytes)> frames)
    {
        foreach (var (sequence, bytes) in frames)
        {
            chain.Add(sequence, bytes);
        }
    }
}
