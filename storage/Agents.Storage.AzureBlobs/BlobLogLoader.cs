using Agents.Memory.Log;
using Agents.Storage.Files;
using Agents.Storage.Frames;

namespace Agents.Storage.AzureBlobs;

/// <summary>Reads what the head names: which frames are committed, where they stand, where the chain ends.</summary>
/// <remarks>
/// Where a snapshot has an index that fits, reading begins with the last frame of the index: that frame proves that the
/// log is the one of the index, and the chain goes on from it. What stands before is verified when it is read. In every
/// other case all segments are read whole, from the beginning of the chain; and when they end before the index does,
/// frames that were committed are gone.
/// </remarks>
internal sealed class BlobLogLoader(BlobLogContext context, BlobLogState state)
{
    private readonly List<Segment> _segments = [];
    private byte[] _hash = HashChain.Start(state.Manifest.Generation);
    private long _next = 1;
    private LogRecovery _recovery = LogRecovery.None;

    private IReadOnlyList<ManifestEntry> Entries => state.Manifest.Segments;

    public async Task<LogRecovery> LoadAsync(CancellationToken cancellationToken)
    {
        var snapshot = await BlobSnapshots.FetchAsync(context, state, cancellationToken).ConfigureAwait(false);
        var index = snapshot is null ? null : LogIndex.TryRead(snapshot.Bytes, state.Cipher, state.Manifest.Erasures);
        index = index is not null && FitsHead(index) ? index : null;
        var isResumed = index is not null && await TryResumeAsync(index, cancellationToken).ConfigureAwait(false);
        for (var i = _segments.Count; i < Entries.Count; i++)
        {
            await ReadAsync(i, cancellationToken).ConfigureAwait(false);
        }

        if (index is not null && index.Position >= _next)
        {
            // Segments only grow, but for erasures, and none came since: what the index knows was acknowledged once.
            throw new FileFaultException(
                _segments[^1].Name, _segments[^1].Length, $"frame {index.Position}, which was committed, is missing");
        }

        state.Keep(new FetchedSnapshot(snapshot, isResumed ? index : null));
        state.Segments = _segments;
        state.Publish(_next - 1, _hash);
        return _recovery;
    }

    private async Task<bool> TryResumeAsync(LogIndex index, CancellationToken cancellationToken)
    {
        var last = index.Segments[^1];
        var known = last.ToSegment();
        var (offset, _) = known.ExtentFrom(index.Position, bytesMax: 0);
        var read = await state.Blobs.TryReadFromAsync(last.File, offset, cancellationToken).ConfigureAwait(false);
        if (read is not { } blob)
        {
            return false;
        }

        var file = new MemoryFile(blob.Bytes, blob.Bytes.Length, offset);
        var generation = state.Manifest.Generation;
        var scan = await Task.Run(
            () => SegmentScan.Resume(file, known, generation, index.Position, index.Hash), cancellationToken)
            .ConfigureAwait(false);
        if (scan is null)
        {
            return false;
        }

        CheckTorn(file, scan);
        foreach (var segment in index.Segments.SkipLast(1))
        {
            _segments.Add(segment.ToSegment());
            if (segment.Torn)
            {
                state.Torn.Add(segment.File);
            }
        }

        Take(scan.Segment, scan, blob, offset);
        return true;
    }

    /// <summary>Whether the segments of an index are the first ones of the log.</summary>
    private bool FitsHead(LogIndex index) =>
        index.Segments.Count > 0
        && index.Segments.Count <= Entries.Count
        && index.Segments.Select(segment => new ManifestEntry(segment.File, segment.FirstSequence))
            .SequenceEqual(Entries.Take(index.Segments.Count));

    private async Task ReadAsync(int i, CancellationToken cancellationToken)
    {
        var entry = Entries[i];
        if (entry.FirstSequence != _next)
        {
            throw new FileFaultException(
                Manifest.NameOf(entry.File),
                0,
                $"frame {_next} follows, but the segment starts with frame {entry.FirstSequence}");
        }

        var blob = await state.Blobs.ReadAsync(entry.File, cancellationToken).ConfigureAwait(false);
        var expected = new SegmentHeader(state.Manifest.Generation, entry.File, _next, _hash);
        var scan = await Task.Run(() => Scan(blob.Bytes, expected), cancellationToken).ConfigureAwait(false);
        Take(scan?.Segment ?? new Segment(entry.File, _next), scan, blob, offset: 0);
    }

    /// <param name="segment">The segment.</param>
    /// <param name="scan">What was found in it; null when nothing was appended to it yet.</param>
    /// <param name="blob">What was read of it.</param>
    /// <param name="offset">From where on it was read.</param>
    private void Take(Segment segment, SegmentScan? scan, BlobRead blob, long offset)
    {
        var isLast = _segments.Count == Entries.Count - 1;
        _segments.Add(segment);
        state.Active = new ActiveBlob(
            blob.Tag, offset + blob.Bytes.Length, blob.Blocks, SegmentBlobs.IsSealed(blob));
        if (scan is { Whole: false })
        {
            state.Torn.Add(segment.File);
            _recovery = isLast && !state.Active.Sealed ? RecoveryOf(scan) : LogRecovery.None;
        }

        _hash = scan?.Hash ?? _hash;
        _next = scan?.Position + 1 ?? _next;
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
        CheckTorn(file, scan, expected.Generation);
        return scan;
    }

    private void CheckTorn(MemoryFile file, SegmentScan scan) => CheckTorn(file, scan, state.Manifest.Generation);

    /// <remarks>
    /// A block is appended whole or not at all, so what a crash leaves is the beginning of a group: every frame of it
    /// verifies, and the last one may be cut. Anything else is damage, and stricter than in files, whose last group may
    /// be torn anywhere.
    /// </remarks>
    private static void CheckTorn(MemoryFile file, SegmentScan scan, long generation)
    {
        if (scan.Whole)
        {
            return;
        }

        if (scan.StopFault is not (FrameFault.None or FrameFault.Short))
        {
            throw new FileFaultException(scan.Segment.Name, scan.StopAt, scan.StopReason);
        }

        TornTail.Check(file, scan, generation);
    }

    private LogRecovery RecoveryOf(SegmentScan scan) => new(
        scan.FileLength - scan.Segment.Length, $"{context.Head.Report(scan.Segment.Name)}@{scan.Segment.Length}");
}
