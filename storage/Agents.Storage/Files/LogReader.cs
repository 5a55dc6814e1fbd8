using Agents.Memory.Log;
using Agents.Storage.Files.Io;
using Agents.Storage.Frames;

namespace Agents.Storage.Files;

/// <summary>
/// Reads committed frames beside the writer: from the last segment's open file, else from files opened for the read.
/// </summary>
internal sealed class LogReader(IStorageIo io, LogFolder folder, LogState state)
{
    /// <summary>
    /// A roll or an erasure may replace the file under a read; then the read starts over with the new view.
    /// </summary>
    private const int AttemptsMax = 8;

    /// <summary>Reads the bytes of a committed frame and of frames behind it.</summary>
    /// <param name="sequence">The frame.</param>
    /// <param name="bytesMax">About how much to read; the frame itself is always read whole.</param>
    /// <param name="buffer">Takes the bytes; replaced by a longer one when it is too short.</param>
    /// <returns>The segment's file name, where in it the bytes stand, and how many they are.</returns>
    public (string File, long Offset, int Count) Read(long sequence, int bytesMax, ref byte[] buffer)
    {
        for (var attempt = 1; ; attempt++)
        {
            var segment = state.View.SegmentOf(sequence);
            var (offset, length) = segment.ExtentFrom(sequence, bytesMax);
            if (buffer.Length < length)
            {
                buffer = new byte[length];
            }

            try
            {
                var count = ReadFrom(segment, buffer.AsSpan(0, length), offset);
                return count == length
                    ? (segment.Name, offset, count)
                    : throw new FileFaultException(segment.Name, offset, "the file is shorter than when it was opened");
            }
            catch (Exception e) when (attempt < AttemptsMax && e is ObjectDisposedException or FileNotFoundException)
            {
                continue;
            }
        }
    }

    /// <summary>Verifies and opens the frame at the start of the bytes.</summary>
    /// <param name="file">The file that the bytes come from.</param>
    /// <param name="offset">Where in the file they stand.</param>
    /// <param name="bytes">The frame and whatever follows it.</param>
    /// <param name="sequence">The frame that must stand there.</param>
    /// <param name="plain">Takes the payload; replaced by a longer one when it is too short.</param>
    /// <param name="frame">The frame when the answer is true.</param>
    /// <param name="length">The length of the frame on disk.</param>
    /// <returns>False when the bytes end inside the frame.</returns>
    /// <exception cref="FileFaultException">The frame does not verify.</exception>
    public bool TryOpen(
        string file,
        long offset,
        ReadOnlySpan<byte> bytes,
        long sequence,
        ref byte[] plain,
        out LogFrame frame,
        out int length)
    {
        frame = default;
        length = 0;
        var fault = FrameHeader.Read(bytes, long.MaxValue, out var header);
        if (fault == FrameFault.More)
        {
            return false;
        }

        if (fault != FrameFault.None || header.Sequence != sequence)
        {
            throw new FileFaultException(file, offset, $"frame {sequence} does not verify");
        }

        length = header.Length;
        if (header.Erased)
        {
            frame = new LogFrame(sequence, header.Type, ReadOnlyMemory<byte>.Empty, Erased: true);
            return true;
        }

        var size = header.SealedLength - FrameFormat.SealBytes;
        if (plain.Length < size)
        {
            plain = new byte[size];
        }

        if (!state.Cipher.TryOpen((byte)header.Type, sequence, bytes[FrameFormat.BodyAt..length], plain))
        {
            throw new FileFaultException(file, offset, $"the payload of frame {sequence} is not authentic");
        }

        frame = new LogFrame(sequence, header.Type, plain.AsMemory(0, size), Erased: false);
        return true;
    }

    private int ReadFrom(Segment segment, Span<byte> target, long offset)
    {
        var shared = segment.Handle;
        if (shared is not null)
        {
            return shared.Read(target, offset);
        }

        using var file = io.Open(folder.Of(segment.Name), writable: false);
        return file.Read(target, offset);
    }
}
