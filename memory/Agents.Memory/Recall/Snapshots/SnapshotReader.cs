using System.Runtime.InteropServices;
using System.Text;

namespace Agents.Memory.Recall.Snapshots;

/// <summary>Reads what <see cref="SnapshotWriter"/> wrote, and never past the end.</summary>
internal ref struct SnapshotReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool AtEnd => _rest.IsEmpty;

    public int ReadInt32() => Read<int>(1)[0];

    /// <summary>Reads a number of things, each of which takes at least so many of the bytes that are left.</summary>
    public int ReadCount(int bytesEach)
    {
        var count = ReadInt32();
        if (count < 0 || (long)count * bytesEach > _rest.Length)
        {
            throw Damaged();
        }

        return count;
    }

    public T[] Read<T>(int count)
        where T : unmanaged
    {
        var column = new T[count];
        var target = MemoryMarshal.AsBytes(column.AsSpan());
        ReadBytes(target.Length).CopyTo(target);
        return column;
    }

    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        if (count < 0 || count > _rest.Length)
        {
            throw Damaged();
        }

        var read = _rest[..count];
        _rest = _rest[count..];
        return read;
    }

    public string ReadString() => Encoding.UTF8.GetString(ReadBytes(ReadInt32()));

    public static InvalidDataException Damaged() =>
        new("The recall snapshot is damaged. Drop it and rebuild the index from the log.");
}
