using System.Buffers.Binary;
using Agents.Memory.Recall.Columns;

namespace Agents.Memory.Recall.Lexical;

/// <summary>One array that holds the postings of all terms that stand in more than one document.</summary>
/// <remarks>
/// A list lies in a block of the smallest size class that fits it and moves when it outgrows that. Freed blocks are
/// zeroed, since they may hold what was erased, and used again: an object a list would cost more than its postings.
/// </remarks>
internal sealed class PostingArena
{
    private const int SmallestBlock = 8;
    private const int InitialBytes = 256;
    private const int NoBlock = -1;

    // Each class is half as large again as the one before or a third larger: 8, 12, 16, 24, 32, 48 and so on.
    private const int ClassesMax = 56;

    private readonly int[] _free = new int[ClassesMax];
    private byte[] _bytes = new byte[InitialBytes];
    private int _used;

    public PostingArena() => Array.Fill(_free, NoBlock);

    public long Bytes => _bytes.LongLength + (ClassesMax * sizeof(int));

    /// <summary>Gives the size of the block that a list of this length lies in.</summary>
    public static int BlockSize(int length) => SizeOf(ClassOf(length));

    public Span<byte> Slice(int offset, int length) => _bytes.AsSpan(offset, length);

    /// <summary>Takes a zeroed block for a list of this length.</summary>
    public int Take(int length)
    {
        var size = ClassOf(length);
        var offset = _free[size];
        if (offset != NoBlock)
        {
            _free[size] = BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(offset));
            _bytes.AsSpan(offset, sizeof(int)).Clear();
            return offset;
        }

        offset = _used;
        var end = checked(offset + SizeOf(size));
        if (end > _bytes.Length)
        {
            Array.Resize(ref _bytes, Growth.Next(_bytes.Length, end));
        }

        _used = end;
        return offset;
    }

    /// <summary>Zeroes the block of a list of this length and makes it free.</summary>
    public void Free(int offset, int length)
    {
        var size = ClassOf(length);
        _bytes.AsSpan(offset, SizeOf(size)).Clear();
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(offset), _free[size]);
        _free[size] = offset;
    }

    /// <summary>Makes room for this many bytes at once.</summary>
    public void Reserve(int bytes)
    {
        if (bytes > _bytes.Length)
        {
            Array.Resize(ref _bytes, bytes);
        }
    }

    private static int ClassOf(int length)
    {
        if (length <= SmallestBlock)
        {
            return 0;
        }

        var doublings = 29 - int.LeadingZeroCount(length - 1);
        var half = SizeOf((2 * doublings) - 1);
        return length <= half ? (2 * doublings) - 1 : 2 * doublings;
    }

    private static int SizeOf(int size)
    {
        var whole = SmallestBlock << (size / 2);
        return size % 2 == 0 ? whole : whole + (whole / 2);
    }
}
