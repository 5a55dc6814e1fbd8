using System.Buffers.Binary;

namespace Agents.Storage.Erasures;

/// <summary>Which memories an erasure took, by the fingerprints of their ids.</summary>
/// <param name="Ids">Turns.</param>
/// <param name="Items">Items that were erased by themselves.</param>
internal sealed record ErasedMemories(IReadOnlyList<ulong> Ids, IReadOnlyList<ulong> Items)
{
    public byte[] ToBytes()
    {
        var bytes = new byte[sizeof(int) + ((Ids.Count + Items.Count) * sizeof(ulong))];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, Ids.Count);
        var at = sizeof(int);
        foreach (var id in Ids.Concat(Items))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at), id);
            at += sizeof(ulong);
        }

        return bytes;
    }

    /// <summary>Reads what <see cref="ToBytes"/> gave.</summary>
    public static ErasedMemories Parse(ReadOnlySpan<byte> bytes)
    {
        var all = new ulong[(bytes.Length - sizeof(int)) / sizeof(ulong)];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(sizeof(int) + (i * sizeof(ulong)))..]);
        }

        var ids = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        return new ErasedMemories(all[..ids], all[ids..]);
    }
}
