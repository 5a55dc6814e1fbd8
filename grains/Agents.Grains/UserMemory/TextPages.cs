using Agents.Memory.Log;
using Agents.Memory.Projection;
using Agents.Memory.Records;

namespace Agents.Grains.UserMemory;

/// <summary>Reads texts from the log by their frames, with a small cache of those used last.</summary>
/// <remarks>Texts are not kept with the projection, since they are the larger part of a memory and few of them are
/// read.</remarks>
internal sealed class TextPages(IMemoryLog log, MemoryProjection projection, int cacheBytesMax)
{
    private readonly LinkedList<(long Sequence, string Text)> _used = new();
    private readonly Dictionary<long, LinkedListNode<(long Sequence, string Text)>> _cached = [];
    private long _cachedBytes;

    /// <summary>Reads the text of a memory as it stands now; null when it was erased meanwhile.</summary>
    public async ValueTask<string?> ReadAsync(int ordinal, CancellationToken cancellationToken)
    {
        var item = projection[ordinal];
        if (item.Erased)
        {
            return null;
        }

        if (_cached.TryGetValue(item.TextSequence, out var node))
        {
            _used.Remove(node);
            _used.AddFirst(node);
            return node.Value.Text;
        }

        var frame = await log.ReadFrameAsync(item.TextSequence, cancellationToken);
        if (frame.Erased || projection[ordinal].Erased)
        {
            return null;
        }

        var text = frame.Type == FrameType.Episode
            ? RecordJson.DecodeEpisode(frame.Payload.Span).Text
            : RecordJson.DecodeDecision(frame.Payload.Span).Text ?? "";
        Keep(item.TextSequence, text);
        return text;
    }

    /// <summary>Reads what a memory was recorded as; null when it was erased meanwhile.</summary>
    public async ValueTask<EpisodeRecord?> ReadRecordAsync(int ordinal, CancellationToken cancellationToken)
    {
        if (projection[ordinal].Erased)
        {
            return null;
        }

        var frame = await log.ReadFrameAsync(projection[ordinal].Sequence, cancellationToken);
        return frame.Erased ? null : RecordJson.DecodeEpisode(frame.Payload.Span);
    }

    /// <summary>Keeps the text of a frame at hand.</summary>
    public void Keep(long sequence, string text)
    {
        if (Cost(text) > cacheBytesMax || _cached.ContainsKey(sequence))
        {
            return;
        }

        _cached.Add(sequence, _used.AddFirst((sequence, text)));
        _cachedBytes += Cost(text);
        while (_cachedBytes > cacheBytesMax)
        {
            Drop(_used.Last!.Value.Sequence);
        }
    }

    /// <summary>Drops the text of a frame that is erased.</summary>
    public void Drop(long sequence)
    {
        if (_cached.Remove(sequence, out var node))
        {
            _used.Remove(node);
            _cachedBytes -= Cost(node.Value.Text);
        }
    }

    private static int Cost(string text) => (text.Length * sizeof(char)) + 128;
}
