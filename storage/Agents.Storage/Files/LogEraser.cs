using Agents.Storage.Files.Io;
using Agents.Storage.Frames;

namespace Agents.Storage.Files;

/// <summary>Takes payloads out of a log for good. The holder of both gates of the log calls it.</summary>
/// <remarks>
/// Segments that hold such a frame are written anew beside the old ones; swapping the manifest is the moment it takes
/// effect. A crash before it leaves new files and one after it leaves old files that no manifest names: the next open
/// deletes them, as it does void snapshots and kept tails.
/// </remarks>
internal sealed class LogEraser(IStorageIo io, LogFolder folder, LogState state, LogReader reader)
{
    /// <returns>How many payloads were there and are gone.</returns>
    public int Erase(IReadOnlyCollection<long> sequences, SnapshotStore snapshots)
    {
        var live = sequences.Where(IsLive).ToHashSet();
        if (live.Count == 0)
        {
            return 0;
        }

        var view = state.View;
        var affected = live.Select(view.SegmentOf).ToHashSet();
        var next = state.Manifest.NextFile;
        var segments = state.Segments
            .Select(old => affected.Contains(old) ? Rewrite(old, next++, live) : old)
            .ToArray();
        io.FlushFolder(folder.Location);
        var manifest = state.Manifest with
        {
            NextFile = next,
            Erasures = state.Manifest.Erasures + 1,
            SnapshotFloor = view.Position,
            Segments = [.. segments.Select(segment => new ManifestEntry(segment.File, segment.FirstSequence))],
        };
        io.WriteAtomically(folder.Of(Manifest.FileName), manifest.ToBytes());

        Swap(manifest, segments);
        foreach (var old in affected)
        {
            io.DeleteFile(folder.Of(old.Name));
        }

        snapshots.Clear();
        AsideFolder.Clear(io, folder, manifest.Erasures);
        io.FlushFolder(folder.Location);
        return live.Count;
    }

    private bool IsLive(long sequence)
    {
        byte[] frame = [];
        _ = reader.Read(sequence, bytesMax: 0, ref frame);
        return frame[FrameFormat.MarkAt] == FrameFormat.MarkLive;
    }

    private void Swap(Manifest manifest, Segment[] segments)
    {
        var last = state.Active;
        if (segments[^1] != last)
        {
            segments[^1].Handle = io.Open(folder.Of(segments[^1].Name), writable: true);
        }

        state.Manifest = manifest;
        state.Segments = segments;
        state.Publish(state.View.Position);
        if (segments[^1] != last)
        {
            // A read that still holds the old segment fails on its closed file and starts over with the new view.
            last.Handle?.Dispose();
        }
    }

    private Segment Rewrite(Segment old, uint number, HashSet<long> erased)
    {
        using var source = io.Open(folder.Of(old.Name), writable: false);
        using var target = io.Create(folder.Of(Manifest.NameOf(number)));
        return SegmentRewriter.Rewrite(source, target, old, number, erased);
    }
}
