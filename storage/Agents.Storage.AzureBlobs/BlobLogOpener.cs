using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Files;
using Agents.Storage.Frames;
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
            var recovery = await ReadSegmentsAsync(state, cancellationToken).ConfigureAwait(false);
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

    private async Task<LogRecovery> ReadSegmentsAsync(BlobLogState state, CancellationToken cancellationToken)
    {
        var segments = new List<Segment>();
        var hash = HashChain.Start(state.Manifest.Generation);
        var next = 1L;
        var recovery = LogRecovery.None;
        for (var i = 0; i < state.Manifest.Segments.Count; i++)
        {
            var entry = state.Manifest.Segments[i];
            var name = Manifest.NameOf(entry.File);
            if (entry.FirstSequence != next)
            {
                throw new FileFaultException(
                    name, 0, $"frame {next} follows, but the segment starts with frame {entry.FirstSequence}");
            }

            var blob = await state.Blobs.ReadAsync(entry.File, cancellationToken).ConfigureAwait(false);
            var expected = new SegmentHeader(state.Manifest.Generation, entry.File, next, hash);
            var scan = await Task.Run(() => Scan(blob.Bytes, expected), cancellationToken).ConfigureAwait(false);
            segments.Add(scan?.Segment ?? new Segment(entry.File, next));
            state.Active = new ActiveBlob(blob.Tag, blob.Bytes.Length, blob.Blocks, SegmentBlobs.IsSealed(blob));
            if (scan is { Whole: false })
            {
                state.Torn.Add(entry.File);
                var isLast = i == state.Manifest.Segments.Count - 1;
                recovery = isLast && !state.Active.Sealed ? RecoveryOf(scan) : LogRecovery.None;
            }

            hash = scan?.Hash ?? hash;
            next = scan?.Position + 1 ?? next;
        }

        state.Segments = segments;
        state.Publish(next - 1, hash);
        return recovery;
    }

    /// <returns>What was found; null for a blob to which nothing was appended yet.</returns>
    internal static SegmentScan? Scan(byte[] bytes, SegmentHeader expected)
    {
        if (bytes.Length == 0)
        {
            return null;
        }

        var file = new MemoryFile(bytes, bytes.Length);
        var scan = SegmentScan.Read(file, expected.File, expected);
        if (!scan.Whole)
        {
            CheckTorn(file, scan, expected.Generation);
        }

        return scan;
    }

    /// <remarks>
    /// A block is appended whole or not at all, so what a crash leaves is the beginning of a group: every frame of it
    /// verifies, and the last one may be cut. Anything else is damage, and stricter than in files, whose last group may
    /// be torn anywhere.
    /// </remarks>
    private static void CheckTorn(MemoryFile file, SegmentScan scan, long generation)
    {
        if (scan.StopFault is not (FrameFault.None or FrameFault.Short))
        {
            throw new FileFaultException(scan.Segment.Name, scan.StopAt, scan.StopReason);
        }

        TornTail.Check(file, scan, generation);
    }

    private LogRecovery RecoveryOf(SegmentScan scan) => new(
        scan.FileLength - scan.Segment.Length, $"{context.Head.Report(scan.Segment.Name)}@{scan.Segment.Length}");

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
