using System.Buffers;

namespace Agents.Gateway.Llm;

/// <summary>Cuts a stream of bytes into server-sent events, however the bytes arrive.</summary>
/// <remarks>
/// The events' raw bytes, one after the other, and <see cref="Rest"/> are the stream: nothing is changed or lost. A
/// line ends with
/// LF, CR LF or CR (WHATWG HTML, section 9.2.5). The memory of an event is valid until the next <see
/// cref="GetMemory"/>.
/// </remarks>
internal sealed class SseEventBuffer : IDisposable
{
    /// <summary>The most bytes of one event.</summary>
    public const int EventBytesMax = 16 * 1024 * 1024;

    private const int ReadBytes = 16 * 1024;

    private static readonly byte[] LineFeed = [(byte)'\n'];

    private readonly List<Range> _data = [];
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(2 * ReadBytes);
    private int _event;
    private int _line;
    private int _scanned;
    private int _end;

    /// <summary>Gets the bytes of the event that is not complete.</summary>
    public ReadOnlyMemory<byte> Rest => _buffer.AsMemory(_event, _end - _event);

    /// <summary>Returns room for the next bytes.</summary>
    /// <exception cref="InvalidDataException">An event is longer than <see cref="EventBytesMax"/>.</exception>
    public Memory<byte> GetMemory()
    {
        if (_buffer.Length - _end < ReadBytes)
        {
            MakeRoom();
        }

        return _buffer.AsMemory(_end, _buffer.Length - _end);
    }

    /// <summary>Says how many bytes were written to the room.</summary>
    public void Advance(int count) => _end += count;

    /// <summary>Takes the next complete event.</summary>
    public bool TryTake(out SseEvent result)
    {
        while (TryTakeLine(atEnd: false, out var line))
        {
            if (TryEndEvent(line, out result))
            {
                return true;
            }
        }

        result = default;
        return false;
    }

    /// <summary>
    /// Takes what is left at the end of the stream as one event, as if the line and the event had been ended.
    /// </summary>
    public bool TryTakeRest(out SseEvent result)
    {
        while (TryTakeLine(atEnd: true, out var line))
        {
            if (TryEndEvent(line, out result))
            {
                return true;
            }
        }

        var any = _event < _end;
        result = any ? EndEvent(_end) : default;
        return any;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private bool TryTakeLine(bool atEnd, out Range line)
    {
        line = default;
        var offset = _buffer.AsSpan(_scanned, _end - _scanned).IndexOfAny((byte)'\n', (byte)'\r');
        var lineEnd = offset < 0 ? _end : _scanned + offset;
        if (offset < 0 && !(atEnd && _line < _end))
        {
            _scanned = _end;
            return false;
        }

        var next = Math.Min(lineEnd + 1, _end);
        if (offset >= 0 && _buffer[lineEnd] == '\r')
        {
            if (next == _end && !atEnd)
            {
                // The line feed of this line end may be the next byte to come.
                _scanned = lineEnd;
                return false;
            }

            next += next < _end && _buffer[next] == '\n' ? 1 : 0;
        }

        line = _line..lineEnd;
        _line = _scanned = next;
        return true;
    }

    private bool TryEndEvent(Range line, out SseEvent result)
    {
        result = default;
        if (line.Start.Value == line.End.Value)
        {
            result = EndEvent(_line);
            return true;
        }

        if (_buffer.AsSpan(line).StartsWith("data:"u8))
        {
            var start = line.Start.Value + "data:".Length;
            start += start < line.End.Value && _buffer[start] == ' ' ? 1 : 0;
            _data.Add(start..line.End.Value);
        }

        return false;
    }

    private SseEvent EndEvent(int end)
    {
        ReadOnlyMemory<byte> data = _data.Count switch
        {
            0 => default,
            1 => _buffer.AsMemory(_data[0]),
            _ => _data.SelectMany((range, i) => (i == 0 ? [] : LineFeed).Concat(_buffer[range])).ToArray(),
        };
        var result = new SseEvent(_buffer.AsMemory(_event, end - _event), data);
        _data.Clear();
        _event = _line = _scanned = end;
        return result;
    }

    private void MakeRoom()
    {
        var kept = _end - _event;
        if (kept > EventBytesMax)
        {
            throw new InvalidDataException($"An event of the stream is longer than {EventBytesMax} bytes.");
        }

        var target = _buffer;
        if (_buffer.Length - kept < ReadBytes)
        {
            target = ArrayPool<byte>.Shared.Rent(2 * _buffer.Length);
        }

        Buffer.BlockCopy(_buffer, _event, target, 0, kept);
        if (target != _buffer)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = target;
        }

        for (var i = 0; i < _data.Count; i++)
        {
            _data[i] = (_data[i].Start.Value - _event)..(_data[i].End.Value - _event);
        }

        _line -= _event;
        _scanned -= _event;
        _event = 0;
        _end = kept;
    }
}
