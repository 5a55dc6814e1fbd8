using Agents.Memory.Log;
using Agents.Storage.Cipher;
using Agents.Storage.Frames;

namespace Agents.Storage.Files;

/// <summary>Verifies and opens frames that were read, wherever a log is kept.</summary>
internal static class FrameOpener
{
    /// <summary>Verifies and opens the frame at the start of the bytes.</summary>
    /// <param name="cipher">The cipher of the log.</param>
    /// <param name="file">The file that the bytes come from.</param>
    /// <param name="offset">Where in the file they stand.</param>
    /// <param name="bytes">The frame and whatever follows it.</param>
    /// <param name="sequence">The frame that must stand there.</param>
    /// <param name="plain">Takes the payload; replaced by a longer one when it is too short.</param>
    /// <param name="frame">The frame when the answer is true.</param>
    /// <param name="length">The length of the frame on disk.</param>
    /// <returns>False when the bytes end inside the frame.</returns>
    /// <exception cref="FileFaultException">The frame does not verify.</exception>
    public static bool TryOpen(
        LogCipher cipher,
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

        if (!cipher.TryOpen((byte)header.Type, sequence, bytes[FrameFormat.BodyAt..length], plain))
        {
            throw new FileFaultException(file, offset, $"the payload of frame {sequence} is not authentic");
        }

        frame = new LogFrame(sequence, header.Type, plain.AsMemory(0, size), Erased: false);
        return true;
    }
}
