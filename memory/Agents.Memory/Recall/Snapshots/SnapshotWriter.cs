using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace Agents.Memory.Recall.Snapshots;

/// <summary>Writes numbers, columns and strings in little-endian order.</summary>
internal readonly ref struct SnapshotWriter(IBufferWriter<byte> output)
{
    public void Write(int value) => Write(new ReadOnlySpan<int>(in value));

    public void Write<T>(ReadOnlySpan<T> column)
        where T : unmanaged => output.Write(MemoryMarshal.AsBytes(column));

    public void Write(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Write(bytes.Length);
        output.Write(bytes);
    }
}
