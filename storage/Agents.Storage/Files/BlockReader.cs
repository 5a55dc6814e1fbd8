using System.Buffers;
using System.Buffers.Binary;
using Agents.Storage.Files.Io;
using Agents.Storage.Frames;

namespace Agents.Storage.Files;

/// <summary>Reads the frames of a file in big blocks.</summary>
internal sealed class BlockReader(IStorageFile file, long length) : IDisposable
{
    private const int BlockBytes = 1024 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BlockBytes);
    private long _start;
    private int _count;

    /// <summary>Reads the frame that starts at an offset.</summary>
    /// <param name="offset">The frame's start.</param>
    /// <param name="header">Its header when the answer is <see cref="FrameFault.None"/>.</param>
    /// <param name="frame">Its bytes, valid until the next call.</param>
    public FrameFault Read(long offset, out FrameHeader header, out ReadOnlySpan<byte> frame)
    {
        var remaining = length - offset;
        var bytes = Window(offset, (int)Math.Min(FrameFormat.FrameBytesMin, remaining));
        var fault = FrameHeader.Read(bytes, remaining, out header);
        if (fault == FrameFault.More)
        {
            bytes = Window(offset, BinaryPrimitives.ReadInt32LittleEndian(bytes[FrameFormat.LengthAt..]));
            fault = FrameHeader.Read(bytes, remaining, out header);
        }

        frame = bytes[..header.Length];
        return fault;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private ReadOnlySpan<byte> Window(long offset, int bytesMin)
    {
        var at = offset - _start;
        if (at < 0 || at + bytesMin > _count)
        {
            Fill(offset, bytesMin);
            at = 0;
        }

        return _buffer.AsSpan((int)at, _count - (int)at);
    }

    private void Fill(long offset, int bytesMin)
    {
        if (bytesMin > _buffer.Length)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = ArrayPool<byte>.Shared.Rent(bytesMin);
        }

        _start = offset;
        _count = file.Read(_buffer.AsSpan(0, (int)Math.Min(_buffer.Length, length - offset)), offset);
        if (_count < bytesMin)
        {
            throw new IOException($"The file ended at {offset + _count} while it was read; its length was {length}.");
        }
    }
}
