using System.Globalization;
using Agents.Memory.Log;
using Agents.Storage.Files;
using Agents.Storage.Frames;
using Agents.Storage.Logs;

namespace Agents.Storage.AzureBlobs;

/// <summary>Takes payloads out of a log for good. The holder of both gates of the log calls it.</summary>
/// <remarks>
/// The last segment is sealed first: a stale writer fails there and erases nothing, and no other writer appends while
/// segments are copied. The head is replaced three times. The first time says that an erasure runs and reserves the
/// numbers of the copies, so that no other writer uses them. The second time names the copies: that is the moment. Then
/// a void snapshot takes the place of the snapshot whatever its ETag, so that a stale writer's snapshot, which may hold
/// what is erased, is refused by its own condition; and every blob that the head does not name is deleted. The third
/// time says that it is done. A crash in between leaves the first or second head, and the next open finishes: it
/// replaces the head before it deletes anything, so nobody can still name what it deletes. A writer that finds itself
/// stale before the second head deletes the copies that it made: whoever finished in its place may have looked for them
/// before they were there.
/// </remarks>
internal sealed class BlobLogEraser(BlobLogContext context, BlobLogState state)
{
    private readonly BlobLogWriter _writer = new(context);

    /// <returns>Whether there was anything to erase.</returns>
    public async Task<bool> EraseAsync(IReadOnlyCollection<long> sequences)
    {
        var view = state.Tail.View;
        var asked = sequences.ToHashSet();
        var candidates = asked.Select(view.SegmentOf).ToHashSet();
        if (!await AnyIsLiveAsync(candidates, asked).ConfigureAwait(false))
        {
            return false;
        }

        state.TakeSnapshot();
        if (!state.Active.Sealed)
        {
            state.Active = await state.Blobs.MarkAsync(state.Last.File, state.Active, isSealed: true)
                .ConfigureAwait(false);
        }

        candidates.UnionWith(state.Segments.Where(segment => state.Torn.Contains(segment.File)));
        var number = state.Manifest.NextFile;
        var reserved = state.Manifest with { NextFile = number + (uint)candidates.Count };
        await ReplaceHeadAsync(HeadState.Erasing, reserved).ConfigureAwait(false);

        try
        {
            await RewriteAsync(candidates, number, asked).ConfigureAwait(false);
        }
        catch (Exception e) when (e is StaleWriterException or FileFaultException)
        {
            await DropCopiesAsync(number, reserved).ConfigureAwait(false);
            throw;
        }

        state.Torn.Clear();
        state.Publish(view.Position, state.Tail.Hash);
        await ClearAsync().ConfigureAwait(false);
        return true;
    }

    /// <summary>Finishes an erasure that a writer before this one began, whether or not it took effect.</summary>
    public async Task FinishAsync()
    {
        await ReplaceHeadAsync(HeadState.Erasing, state.Manifest).ConfigureAwait(false);
        await ClearAsync().ConfigureAwait(false);
    }

    /// <summary>Copies the segments that hold what is erased, and names the copies.</summary>
    private async Task RewriteAsync(HashSet<Segment> candidates, uint number, HashSet<long> asked)
    {
        var segments = new List<Segment>();
        var active = state.Active;
        foreach (var old in state.Segments)
        {
            if (candidates.Contains(old))
            {
                (var copy, active) = await CopyAsync(old, number++, asked).ConfigureAwait(false);
                segments.Add(copy);
            }
            else
            {
                segments.Add(old);
            }
        }

        await ReplaceHeadAsync(HeadState.Erasing, state.Manifest with
        {
            Erasures = state.Manifest.Erasures + 1,
            SnapshotFloor = state.Tail.View.Position,
            Segments = [.. segments.Select(segment => new ManifestEntry(segment.File, segment.FirstSequence))],
        }).ConfigureAwait(false);
        state.Active = segments[^1] == state.Last ? state.Active : active;
        state.Segments = segments;
    }

    /// <summary>Deletes the copies whose numbers this writer reserved, and that the head does not name.</summary>
    /// <remarks>
    /// The head may name them: this writer's second head may have been taken and its answer lost, with another writer
    /// behind it. Where it does not it never will, since only that second head could, and it was refused or never sent.
    /// </remarks>
    private async Task DropCopiesAsync(uint first, Manifest reserved)
    {
        try
        {
            var head = await context.Head.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            var manifest = head is { } read ? LogHead.Parse(read.Bytes).Manifest : null;
            var named = manifest?.Generation == reserved.Generation
                ? manifest.Segments.Select(entry => entry.File).ToHashSet()
                : [];
            for (var file = first; file < reserved.NextFile; file++)
            {
                if (!named.Contains(file))
                {
                    await state.Blobs.DeleteAsync(file).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (e is FileFaultException or LogDamagedException
            || BlobErrors.IsStorage(e, CancellationToken.None))
        {
            // They lie there until the next erasure, as those of a writer that stopped.
        }
    }

    private async Task ClearAsync()
    {
        await BlobSnapshots.VoidAsync(context, state).ConfigureAwait(false);
        var named = state.Manifest.Segments.Select(entry => entry.File).ToHashSet();
        foreach (var name in await context.ListAsync(state.Manifest.Generation).ConfigureAwait(false))
        {
            // A number from NextFile on is of a writer that has come since, which this one must not touch.
            if (uint.TryParse(Path.GetFileNameWithoutExtension(name), CultureInfo.InvariantCulture, out var file)
                && file < state.Manifest.NextFile
                && !named.Contains(file))
            {
                await state.Blobs.DeleteAsync(file).ConfigureAwait(false);
            }
        }

        await ReplaceHeadAsync(HeadState.Whole, state.Manifest).ConfigureAwait(false);
    }

    private async Task ReplaceHeadAsync(HeadState step, Manifest manifest)
    {
        var head = state.Head with { State = step, Manifest = manifest };
        state.Take(await context.Head.ReplaceAsync(head, state.Head, state.HeadTag).ConfigureAwait(false));
    }

    private async Task<bool> AnyIsLiveAsync(IEnumerable<Segment> candidates, HashSet<long> asked)
    {
        foreach (var segment in candidates)
        {
            var blob = await state.Blobs.ReadAsync(segment.File, CancellationToken.None).ConfigureAwait(false);
            if (LiveOf(new MemoryFile(blob.Bytes, blob.Bytes.Length), segment, asked).Count > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static HashSet<long> LiveOf(MemoryFile file, Segment segment, HashSet<long> asked)
    {
        var live = new HashSet<long>();
        using var frames = new BlockReader(file, segment.Length);
        for (var offset = (long)SegmentHeader.Bytes; offset < segment.Length;)
        {
            if (frames.Read(offset, out var header, out _) != FrameFault.None)
            {
                throw new FileFaultException(segment.Name, offset, "a frame does not verify");
            }

            if (!header.Erased && asked.Contains(header.Sequence))
            {
                live.Add(header.Sequence);
            }

            offset += header.Length;
        }

        return live;
    }

    /// <summary>Copies a segment into a new blob without the payloads, and without a torn tail.</summary>
    private async Task<(Segment Copy, ActiveBlob Blob)> CopyAsync(Segment old, uint number, HashSet<long> asked)
    {
        var blob = await state.Blobs.ReadAsync(old.File, CancellationToken.None).ConfigureAwait(false);
        var isLast = old == state.Last;
        var active = await state.Blobs.CreateAsync(number, isSealed: !isLast).ConfigureAwait(false);
        if (blob.Bytes.Length == 0)
        {
            return (new Segment(number, old.FirstSequence), active);
        }

        var source = new MemoryFile(blob.Bytes, blob.Bytes.Length);
        var target = new MemoryFile();
        var copy = await Task.Run(
            () => SegmentRewriter.Rewrite(source, target, old, number, LiveOf(source, old, asked)))
            .ConfigureAwait(false);
        active = await _writer.AppendBlocksAsync(state.Blobs, number, active, target.Content).ConfigureAwait(false);
        return (copy, active);
    }
}
