using Agents.Memory.Log;
using Agents.Storage.Logs;

namespace Agents.Storage.AzureBlobs;

/// <summary>Walks through the frames of segments' blobs.</summary>
internal sealed class BlobFrameCursor(BlobLogReader reader, int readBytes) : IFrameCursor
{
    private BlobPart _part;
    private byte[] _plain = [];
    private int _at;

    public async Task FetchAsync(long first, long last, CancellationToken cancellationToken)
    {
        _part = await reader.ReadAsync(first, readBytes, cancellationToken).ConfigureAwait(false);
        _at = 0;
    }

    public bool TryOpen(long sequence, out LogFrame frame)
    {
        frame = default;
        if (_at >= _part.Bytes.Length
            || !reader.TryOpen(_part, _at, sequence, ref _plain, out frame, out var length))
        {
            return false;
        }

        _at += length;
        return true;
    }
}
