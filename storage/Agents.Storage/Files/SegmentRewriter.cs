using Agents.Storage.Files.Io;
using Agents.Storage.Frames;

namespace Agents.Storage.Files;

/// <summary>Writes a segment anew without the payloads that are erased, wherever a log is kept.</summary>
internal static class SegmentRewriter
{
    private const int WriteBytes = 1024 * 1024;

    /// <summary>Copies a segment without the payloads of some frames, and flushes the copy.</summary>
    /// <param name="source">The segment.</param>
    /// <param name="target">An empty file.</param>
    /// <param name="old">Where the committed frames of the segment stand.</param>
    /// <param name="number">The number of the copy.</param>
    /// <param name="erased">The sequences of the frames whose payloads are left out.</param>
    public static Segment Rewrite(
        IStorageFile source, IStorageFile target, Segment old, uint number, IReadOnlySet<long> erased)
    {
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
