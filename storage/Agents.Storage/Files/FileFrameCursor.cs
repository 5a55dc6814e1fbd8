using Agents.Memory.Log;
using Agents.Storage.Logs;

namespace Agents.Storage.Files;

/// <summary>Walks through the frames of segment files, with one buffer for all of them.</summary>
internal sealed class FileFrameCursor(LogReader reader) : IFrameCursor
{
    private const int ReadBytes = 1024 * 1024;

    private byte[] _block = [];
    private byte[] _plain = [];
    private string _file = "";
    private long _offset;
    private int _count;
    private int _at;

    public async Task FetchAsync(long first, long last, CancellationToken cancellationToken)
    {
        (_file, _offset, _count) = await Task.Run(
            () => reader.Read(first, ReadBytes, ref _block), cancellationToken).ConfigureAwait(false);
        _at = 0;
    }

    public bool TryOpen(long sequence, out LogFrame frame)
    {
        frame = default;
        var bytes = _block.AsSpan(_at, _count - _at);
        if (bytes.IsEmpty || !FrameOpener.TryOpen(
            reader.Cipher, _file, _offset + _at, bytes, sequence, ref _plain, out frame, out var length))
        {
            return false;
        }

        _at += length;
        return true;
    }
}
