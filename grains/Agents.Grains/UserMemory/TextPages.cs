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
    public async ValueTask<string?> ReadAsync(int ordinal, CancellationToken cancellationToken) =>
        (await ReadAsync([ordinal], cancellationToken))[0];

    /// <summary>Reads texts as they stand now, in order; null for one that was erased meanwhile.</summary>
    public async ValueTask<string?[]> ReadAsync(IReadOnlyList<int> ordinals, CancellationToken cancellationToken)
    {
        var texts = new string?[ordinals.Count];
        var missing = new List<(int Index, long Sequence)>();
        for (var i = 0; i < texts.Length; i++)
        {
            var item = projection[ordinals[i]];
            if (!item.Erased && (texts[i] = Cached(item.TextSequence)) is null)
            {
                missing.Add((i, item.TextSequence));
            }
        }

        if (missing.Count == 0)
        {
            return texts;
        }

        var frames = await log.ReadFramesAsync(missing.ConvertAll(entry => entry.Sequence), cancellationToken);
        for (var i = 0; i < frames.Length; i++)
        {
            var (index, sequence) = missing[i];
            if (!frames[i].Erased && !projection[ordinals[index]].Erased)
            {
                texts[index] = RecordJson.DecodeText(frames[i].Payload.Span);
                Keep(sequence, texts[index]!);
            }
        }

        return texts;
    }

    /// <summary>Reads the frame that a memory was recorded in; null when it was erased meanwhile.</summary>
    public async ValueTask<LogFrame?> ReadFrameAsync(int ordinal, CancellationToken cancellationToken)
    {
        if (projection[ordinal].Erased)
        {
            return null;
        }

        var frame = await log.ReadFrameAsync(projection[ordinal].Sequence, cancellationToken);
        return frame.Erased ? null : frame;
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

    private string? Cached(long sequence)
    {
        if (!_cached.TryGetValue(sequence, out var node))
        {
            return null;
        }

        _used.Remove(node);
        _used.AddFirst(node);
        return node.Value.Text;
    }

    private static int Cost(string text) => (text.Length * sizeof(char)) + 128;
}
