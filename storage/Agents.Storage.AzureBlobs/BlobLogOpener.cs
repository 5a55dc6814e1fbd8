using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Files;
using Agents.Storage.Logs;
using Azure;

namespace Agents.Storage.AzureBlobs;

/// <summary>
/// Opens a log that stands in blobs: verifies it, claims it, and finishes what an interrupted change left behind.
/// </summary>
internal sealed class BlobLogOpener(BlobLogContext context)
{
    /// <summary>
    /// Another writer may change the log while it is read; then the open starts over. Each round, one of them gets on.
    /// </summary>
    private const int AttemptsMax = 5;

    /// <returns>The log, or null when there is none.</returns>
    /// <exception cref="LogDamagedException">The log is damaged.</exception>
    /// <exception cref="LogUnavailableException">The key ring does not open it, or it does not stand still.</exception>
    public async Task<(BlobLogState State, LogRecovery Recovery)?> OpenAsync(
        MemoryScope scope, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var read = await context.Head.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (read is not { } head)
            {
                return null;
            }

            try
            {
                return await TryOpenAsync(scope, head.Bytes, head.Tag, cancellationToken).ConfigureAwait(false);
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

    private async Task<(BlobLogState State, LogRecovery Recovery)?> TryOpenAsync(
        MemoryScope scope, byte[] bytes, ETag tag, CancellationToken cancellationToken)
    {
        BlobLogState? state = null;
        try
        {
            var head = LogHead.Parse(bytes);
            if (head.State == HeadState.Deleted)
            {
                await context.FinishDeletionAsync(head.Generation, tag).ConfigureAwait(false);
                return null;
            }

            var cipher = LogKeys.Open(context.KeyRing, scope, context.Name, head.Header!);
            state = new BlobLogState(cipher, context.BlobsOf(head.Generation), head, tag);
            var recovery = await new BlobLogLoader(context, state).LoadAsync(cancellationToken).ConfigureAwait(false);
            await ClaimAsync(state).ConfigureAwait(false);
            return (state, recovery);
        }
        catch (FileFaultException fault)
        {
            state?.Dispose();
            throw await context.Head.MarkAsync(fault, tag).ConfigureAwait(false);
        }
        catch
        {
            state?.Dispose();
            throw;
        }
    }

    /// <summary>Makes every earlier writer stale, before anything that was read is believed.</summary>
    private async Task ClaimAsync(BlobLogState state)
    {
        if (state.Active.Sealed)
        {
            // Whoever sealed it was about to go on in a new segment. The head decides who does.
            await new BlobLogWriter(context).RollAsync(state).ConfigureAwait(false);
        }
        else
        {
            state.Active = await state.Blobs.MarkAsync(state.Last.File, state.Active, isSealed: false)
                .ConfigureAwait(false);
        }

        if (state.Head.State == HeadState.Erasing)
        {
            await new BlobLogEraser(context, state).FinishAsync().ConfigureAwait(false);
        }
    }
}
