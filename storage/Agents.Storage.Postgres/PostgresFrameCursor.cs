using Agents.Memory.Log;
using Agents.Storage.Logs;

namespace Agents.Storage.Postgres;

/// <summary>Walks through the frames of rows, a page at a time.</summary>
internal sealed class PostgresFrameCursor(PostgresLogReader reader) : IFrameCursor
{
    private IReadOnlyList<(long Sequence, byte[] Bytes)> _frames = [];
    private byte[] _plain = [];
    private int _at;

    public async Task FetchAsync(long first, long last, CancellationToken cancellationToken)
    {
        _frames = (await reader.ReadAsync(first, last, cancellationToken).ConfigureAwait(false)).Frames;
        _at = 0;
    }

    public bool TryOpen(long sequence, out LogFrame frame)
    {
        frame = default;
        if (_at >= _frames.Count)
        {
            return false;
        }

        var (row, bytes) = _frames[_at++];
        frame = reader.Open(row, bytes, sequence, ref _plain);
        return true;
    }
}
