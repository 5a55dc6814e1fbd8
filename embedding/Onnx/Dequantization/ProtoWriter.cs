using System.Text;

namespace Agents.Embedding.Onnx.Dequantization;

/// <summary>Writes the fields of one protobuf message.</summary>
internal sealed class ProtoWriter(int capacity = 256)
{
    private byte[] _bytes = new byte[capacity];
    private int _count;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _count);

    /// <summary>Hands the written bytes over: without a copy when the capacity was exact.</summary>
    public byte[] ToArray() => _count == _bytes.Length ? _bytes : Written.ToArray();

    public void WriteRaw(ReadOnlySpan<byte> field) => field.CopyTo(Reserve(field.Length));

    public void WriteVarint(int field, ulong value)
    {
        WriteNumber((ulong)field << 3);
        WriteNumber(value);
    }

    public void WriteText(int field, string value) => WriteBytes(field, Encoding.UTF8.GetBytes(value));

    public void WriteBytes(int field, ReadOnlySpan<byte> value) => value.CopyTo(ReserveBytes(field, value.Length));

    /// <summary>Writes a length-delimited field whose bytes the caller fills in before the next write.</summary>
    public Span<byte> ReserveBytes(int field, int length)
    {
        BeginBytes(field, length);
        return Reserve(length);
    }

    /// <summary>
    /// Opens a length-delimited field: the next <paramref name="length"/> bytes written are its content.
    /// </summary>
    public void BeginBytes(int field, int length)
    {
        WriteNumber(((ulong)field << 3) | 2);
        WriteNumber((ulong)length);
    }

    /// <summary>The size of a length-delimited field, its tag and length included.</summary>
    public static int SizeOfBytes(int field, int length) =>
        checked(SizeOfNumber((ulong)field << 3) + SizeOfNumber((ulong)length) + length);

    private static int SizeOfNumber(ulong value)
    {
        var size = 1;
        for (; value >= 0x80; value >>= 7)
        {
            size++;
        }

        return size;
    }

    private void WriteNumber(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            Reserve(1)[0] = (byte)(value | 0x80);
        }

        Reserve(1)[0] = (byte)value;
    }

    private Span<byte> Reserve(int count)
    {
        if (_bytes.Length - _count < count)
        {
            Array.Resize(ref _bytes, Math.Max(checked(_bytes.Length * 2), checked(_count + count)));
        }

        var reserved = _bytes.AsSpan(_count, count);
        _count += count;
        return reserved;
    }
}
