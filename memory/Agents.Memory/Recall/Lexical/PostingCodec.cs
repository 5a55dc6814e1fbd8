using System.Runtime.CompilerServices;

namespace Agents.Memory.Recall.Lexical;

/// <summary>Postings as bytes: ordinals ascend, so each is kept as its distance to the one before.</summary>
/// <remarks>
/// A posting is a variable-length integer <c>distance * 2 + more</c>; where <c>more</c> is 1 the term stands there more
/// than once and its count follows as another. The first distance is counted from -1. The bytes stand in snapshots.
/// </remarks>
internal static class PostingCodec
{
    /// <summary>The most bytes that one posting takes.</summary>
    public const int BytesMax = 10;

    public static int Write(Span<byte> target, int distance, int count)
    {
        var used = WriteVarint(target, ((uint)distance << 1) | (count > 1 ? 1u : 0u));
        return count > 1 ? used + WriteVarint(target[used..], (uint)count) : used;
    }

    public static int WriteVarint(Span<byte> target, uint value)
    {
        var used = 0;
        while (value >= 0x80)
        {
            target[used++] = (byte)(value | 0x80);
            value >>= 7;
        }

        target[used++] = (byte)value;
        return used;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ReadVarint(ReadOnlySpan<byte> source, ref int position)
    {
        uint value = source[position++];
        return value < 0x80 ? value : ReadRest(source, ref position, value & 0x7F);
    }

    private static uint ReadRest(ReadOnlySpan<byte> source, ref int position, uint value)
    {
        for (var shift = 7; shift < 35; shift += 7)
        {
            uint next = source[position++];
            value |= (next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("A posting is longer than five bytes.");
    }
}
