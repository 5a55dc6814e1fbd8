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

    /// <exception cref="InvalidDataException">The bytes end within a number, or it is longer than five of
    /// them.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ReadVarint(ReadOnlySpan<byte> source, ref int position)
    {
        if ((uint)position < (uint)source.Length && source[position] < 0x80)
        {
            return source[position++];
        }

        return ReadLong(source, ref position);
    }

    private static uint ReadLong(ReadOnlySpan<byte> source, ref int position)
    {
        uint value = 0;
        for (var shift = 0; shift < 35 && position < source.Length; shift += 7)
        {
            uint next = source[position++];
            value |= (next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("A number in the postings does not end.");
    }
}
