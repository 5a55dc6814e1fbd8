using Agents.Storage.Cipher;
using Agents.Storage.Files.Io;

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

    public LogCipher Cipher => state.Cipher;

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
