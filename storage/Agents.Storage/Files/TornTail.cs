using System.Buffers;
using System.Buffers.Binary;
using Agents.Storage.Files.Io;
using Agents.Storage.Frames;

namespace Agents.Storage.Files;

/// <summary>Decides whether what follows the last committed group is what a crash left, or damage.</summary>
/// <remarks>
/// A crash can spoil the group that was being written and no other, since each group is flushed before the next one is
/// written. Every frame says where its group starts. So a frame that verifies and belongs to a later group proves that
/// the bytes before it were acknowledged once: then they are damaged, and cutting them would lose what was promised.
/// </remarks>
internal static class TornTail
{
    /// <exception cref="FileFaultException">It is damage.</exception>
    public static void Check(IStorageFile file, SegmentScan scan, long generation)
    {
        var start = scan.Segment.Length;
        var length = scan.FileLength - start;
        if (length > FrameFormat.GroupBytesMax)
        {
            throw new FileFaultException(scan.Segment.Name, scan.StopAt, scan.StopReason);
        }

        var buffer = ArrayPool<byte>.Shared.Rent((int)length);
        try
        {
            var tail = buffer.AsSpan(0, (int)length);
            if (file.Read(tail, start) != tail.Length)
            {
                throw new IOException($"The file {scan.Segment.Name} became shorter while it was read.");
            }

            // Searching from behind the frame that failed: it may be any of the group, and the length it gives may be
            // wrong.
            if (HoldsAnotherGroup(tail[(int)(scan.StopAt - start)..], generation, scan.Position + 1))
            {
                throw new FileFaultException(scan.Segment.Name, scan.StopAt, scan.StopReason);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool HoldsAnotherGroup(ReadOnlySpan<byte> bytes, long generation, long groupStart)
    {
        Span<byte> mark = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(mark, generation);
        var from = FrameFormat.GenerationAt;
        while (from < bytes.Length)
        {
            var found = bytes[from..].IndexOf(mark);
            if (found < 0)
            {
                return false;
            }

            var frame = bytes[(from + found - FrameFormat.GenerationAt)..];
            if (FrameHeader.Read(frame, frame.Length, out var header) == FrameFault.None
                && header.Generation == generation
                && header.GroupStart != groupStart)
            {
                return true;
            }

            from += found + 1;
        }

        return false;
    }
}
