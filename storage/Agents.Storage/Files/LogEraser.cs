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
    private const int WriteBytes = 1024 * 1024;

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
        var header = new byte[SegmentHeader.Bytes];
        _ = source.Read(header, 0);
        target.Write((SegmentHeader.Parse(header, old.Name) with { File = number }).ToBytes(), 0);

        var starts = new List<int>();
        var written = (long)SegmentHeader.Bytes;
        var buffer = new MemoryStream(WriteBytes);
        var hole = new byte[FrameFormat.ErasedFrameBytes];
        using var frames = new BlockReader(source, old.Length);
        for (var offset = (long)SegmentHeader.Bytes; offset < old.Length;)
        {
            if (frames.Read(offset, out var frameHeader, out var frame) != FrameFault.None)
            {
                throw new FileFaultException(old.Name, offset, "a frame does not verify");
            }

            starts.Add((int)(written + buffer.Length - SegmentHeader.Bytes));
            offset += frame.Length;
            if (erased.Contains(frameHeader.Sequence))
            {
                GroupEncoder.Erase(frame, hole);
                frame = hole;
            }

            buffer.Write(frame);
            if (buffer.Length >= WriteBytes)
            {
                written = Drain(buffer, target, written);
            }
        }

        written = Drain(buffer, target, written);
        target.Flush();
        var segment = new Segment(number, old.FirstSequence);
        segment.Add(starts.ToArray(), SegmentHeader.Bytes, written - SegmentHeader.Bytes);
        return segment;
    }

    private static long Drain(MemoryStream buffer, IStorageFile target, long offset)
    {
        target.Write(buffer.GetBuffer().AsSpan(0, (int)buffer.Length), offset);
        var end = offset + buffer.Length;
        buffer.SetLength(0);
        return end;
    }
}
