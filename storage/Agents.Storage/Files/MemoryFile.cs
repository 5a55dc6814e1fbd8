using Agents.Storage.Files.Io;

namespace Agents.Storage.Files;

/// <summary>Bytes in memory, as the file that the shared code of the log's format reads and writes.</summary>
/// <param name="bytes">The content. It is replaced when the file grows.</param>
/// <param name="length">How much of <paramref name="bytes"/> is content.</param>
/// <param name="origin">Where in the file the content starts: of what stands before, nothing is read.</param>
internal sealed class MemoryFile(byte[] bytes, long length, long origin = 0) : IStorageFile
{
    private byte[] _bytes = bytes;
    private int _length = checked((int)length);

    public MemoryFile()
        : this([], 0)
    {
    }

    public long Length => origin + _length;

    public ReadOnlyMemory<byte> Content => _bytes.AsMemory(0, _length);

    public int Read(Span<byte> target, long offset)
    {
        var at = offset - origin;
        var count = (int)Math.Max(0, Math.Min(target.Length, _length - at));
        _bytes.AsSpan((int)Math.Min(at, _length), count).CopyTo(target);
        return count;
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        var at = offset - origin;
        var end = checked((int)(at + bytes.Length));
        if (end > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(end, _bytes.Length * 2L)));
        }

        bytes.CopyTo(_bytes.AsSpan((int)at));
        _length = Math.Max(_length, end);
    }

    public void SetLength(long length) => _length = checked((int)(length - origin));

    public void Flush()
    {
        // Nothing lies behind it: whoever uploads the content decides when it is durable.
    }

    public void Dispose()
    {
        // It holds no handle.
    }
}
