namespace Agents.Embedding.Onnx.Dequantization;

/// <summary>Reads the fields of one protobuf message in order.</summary>
/// <remarks>Source of the format: the Protocol Buffers encoding guide (wire types 0, 1, 2 and 5).</remarks>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private readonly ReadOnlySpan<byte> _message = message;
    private int _position;

    /// <summary>Gets the number of the current field.</summary>
    public int Field { get; private set; }

    /// <summary>Gets the current field's value when it is a varint.</summary>
    public ulong Varint { get; private set; }

    /// <summary>Gets the current field's bytes when it is length-delimited.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Gets the current field as it stands in the message, its tag included.</summary>
    public ReadOnlySpan<byte> Raw { get; private set; }

    /// <summary>Goes to the next field; false at the end.</summary>
    /// <exception cref="InvalidDataException">The message is cut or no protobuf.</exception>
    public bool Read()
    {
        if (_position == _message.Length)
        {
            return false;
        }

        var start = _position;
        var tag = ReadVarint();
        Field = checked((int)(tag >> 3));
        Bytes = default;
        Varint = 0;
        switch (tag & 7)
        {
            case 0:
                Varint = ReadVarint();
                break;
            case 1:
                Take(8);
                break;
            case 2:
                Bytes = Take(ReadVarint());
                break;
            case 5:
                Take(4);
                break;
            default:
                throw new InvalidDataException($"wire type {tag & 7} at byte {start} is not of a model");
        }

        Raw = _message[start.._position];
        return true;
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException($"a number before byte {_position} is too long");
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)(_message.Length - _position))
        {
            throw new InvalidDataException($"a field at byte {_position} is cut");
        }

        var taken = _message.Slice(_position, (int)count);
        _position += (int)count;
        return taken;
    }
}
