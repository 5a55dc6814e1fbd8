using System.Buffers;

namespace Agents.Memory.Recall.Lexical;

/// <summary>The postings of every term: which documents hold it, and how often.</summary>
/// <remarks>
/// <para>An open hash table with linear probing from term to postings. Most n-grams stand in one document once: those
/// live in the table itself, as the complement of <c>ordinal * 8 + count - 1</c>; the rest in an arena.</para>
/// <para>There is no map from document to terms: it would cost as much as the postings, and only removal needs it.
/// Removing reads all postings once, for however many documents.</para>
/// </remarks>
internal sealed class PostingStore
{
    private const int InitialLists = 16;
    private const int InlineCountMax = 8;
    private const int InlineCountBits = 3;

    private readonly PostingArena _arena = new();
    private readonly Stack<int> _freeLists = [];
    private readonly TermTable _table = new();
    private PostingList[] _lists = new PostingList[InitialLists];
    private int _listCount;

    /// <summary>Gets the number of distinct terms.</summary>
    public int Terms => _table.Count;

    public long Bytes => _table.Bytes
        + (_lists.LongLength * PostingList.Bytes) + _arena.Bytes + (_freeLists.Count * sizeof(int));

    /// <summary>Finds the postings of a term.</summary>
    public bool TryGet(ulong key, out PostingCursor cursor)
    {
        var slot = _table.Find(key);
        if (_table.IsEmpty(slot))
        {
            cursor = default;
            return false;
        }

        cursor = CursorAt(slot);
        return true;
    }

    /// <summary>Gets the number of slots, of which some are empty.</summary>
    public int Slots => _table.Capacity;

    /// <summary>Gives the term of a slot with its postings.</summary>
    public bool TryGetAt(int slot, out ulong key, out PostingCursor cursor)
    {
        key = _table.KeyAt(slot);
        cursor = key == 0 ? default : CursorAt(slot);
        return key != 0;
    }

    /// <summary>Adds a posting. A document holds a term at most once; ordinals may come in any order.</summary>
    public void Add(ulong key, int ordinal, int count)
    {
        var slot = _table.Find(key);
        if (_table.IsEmpty(slot))
        {
            slot = _table.Insert(slot, key);
            _table[slot] = count <= InlineCountMax ? Inline(ordinal, count) : NewList([(ordinal, count)]);
        }
        else if (_table[slot] < 0)
        {
            var (other, otherCount) = Inlined(_table[slot]);
            _table[slot] = other < ordinal
                ? NewList([(other, otherCount), (ordinal, count)])
                : NewList([(ordinal, count), (other, otherCount)]);
        }
        else if (_lists[_table[slot]].Last < ordinal)
        {
            Append(ref _lists[_table[slot]], ordinal, count);
        }
        else
        {
            InsertBefore(_table[slot], ordinal, count);
        }
    }

    /// <summary>Drops the postings of every ordinal whose entry in <paramref name="removed"/> is true, in one
    /// pass.</summary>
    public void Remove(ReadOnlySpan<bool> removed)
    {
        for (var slot = 0; slot < _table.Capacity;)
        {
            if (!_table.IsEmpty(slot) && RemoveAt(slot, removed))
            {
                // Deleting moves a later term into this slot, which then has its turn.
                _table.Delete(slot);
            }
            else
            {
                slot++;
            }
        }
    }

    /// <summary>Writes the postings of every term by ascending key; a snapshot is made of it.</summary>
    /// <param name="postings">Receives the bytes of all postings, one term after the other.</param>
    /// <param name="documents">Receives how many documents hold each term.</param>
    /// <param name="lengths">Receives the bytes that each term's postings take.</param>
    /// <returns>The keys.</returns>
    public ulong[] Export(IBufferWriter<byte> postings, Span<int> documents, Span<int> lengths)
    {
        var keys = new ulong[Terms];
        var slots = new int[Terms];
        var filled = 0;
        for (var slot = 0; slot < _table.Capacity; slot++)
        {
            if (!_table.IsEmpty(slot))
            {
                keys[filled] = _table.KeyAt(slot);
                slots[filled++] = slot;
            }
        }

        Array.Sort(keys, slots);
        for (var i = 0; i < keys.Length; i++)
        {
            (documents[i], lengths[i]) = Export(slots[i], postings);
        }

        return keys;
    }

    /// <summary>Makes room for terms that are about to be loaded, so that nothing grows step by step.</summary>
    /// <param name="terms">The number of terms.</param>
    /// <param name="lengths">The bytes of each term's postings.</param>
    /// <param name="documents">How many documents hold each term.</param>
    public void Reserve(int terms, ReadOnlySpan<int> lengths, ReadOnlySpan<int> documents)
    {
        long bytes = 0;
        for (var i = 0; i < lengths.Length; i++)
        {
            bytes += documents[i] > 1 ? PostingArena.BlockSize(Math.Max(lengths[i], 0)) : 0;
        }

        _table.Reserve(terms);
        _arena.Reserve((int)Math.Min(bytes, Array.MaxLength));
    }

    /// <summary>Adds a term that is not there yet with all of its postings.</summary>
    /// <exception cref="InvalidDataException">The postings are not what <see cref="PostingCodec"/> writes.</exception>
    public void Load(ulong key, int documents, ReadOnlySpan<byte> postings, int ordinalMax)
    {
        var cursor = new PostingCursor(postings, documents);
        var read = 0;
        var last = -1;
        var ascending = true;
        while (cursor.MoveNext())
        {
            ascending &= cursor.Ordinal > last && cursor.Ordinal <= ordinalMax && cursor.Count > 0;
            last = cursor.Ordinal;
            read++;
        }

        var slot = _table.Find(key);
        if (!ascending || key == 0 || !_table.IsEmpty(slot) || read != documents || read == 0)
        {
            throw new InvalidDataException($"The postings of term {key:x16} are damaged.");
        }

        slot = _table.Insert(slot, key);
        if (read == 1 && cursor.Count <= InlineCountMax)
        {
            _table[slot] = Inline(cursor.Ordinal, cursor.Count);
            return;
        }

        var offset = _arena.Take(postings.Length);
        postings.CopyTo(_arena.Slice(offset, postings.Length));
        _table[slot] = Register(new PostingList(offset, postings.Length, cursor.Ordinal, documents));
    }

    private (int Documents, int Length) Export(int slot, IBufferWriter<byte> postings)
    {
        if (_table[slot] >= 0)
        {
            var list = _lists[_table[slot]];
            postings.Write(_arena.Slice(list.Offset, list.Used));
            return (list.Documents, list.Used);
        }

        var (ordinal, count) = Inlined(_table[slot]);
        var length = PostingCodec.Write(postings.GetSpan(PostingCodec.BytesMax), ordinal + 1, count);
        postings.Advance(length);
        return (1, length);
    }

    private static int Inline(int ordinal, int count) => ~((ordinal << InlineCountBits) | (count - 1));

    private static (int Ordinal, int Count) Inlined(int reference) =>
        (~reference >> InlineCountBits, (~reference & (InlineCountMax - 1)) + 1);

    private PostingCursor CursorAt(int slot)
    {
        var reference = _table[slot];
        if (reference < 0)
        {
            var (ordinal, count) = Inlined(reference);
            return new PostingCursor(ordinal, count);
        }

        ref var list = ref _lists[reference];
        return new PostingCursor(_arena.Slice(list.Offset, list.Used), list.Documents);
    }

    private int NewList(ReadOnlySpan<(int Ordinal, int Count)> postings)
    {
        var list = default(PostingList);
        Fill(ref list, postings);
        return Register(list);
    }

    private int Register(PostingList list)
    {
        if (!_freeLists.TryPop(out var index))
        {
            if (_listCount == _lists.Length)
            {
                Array.Resize(ref _lists, _lists.Length * 3 / 2);
            }

            index = _listCount++;
        }

        _lists[index] = list;
        return index;
    }

    private void Append(ref PostingList list, int ordinal, int count)
    {
        Span<byte> posting = stackalloc byte[PostingCodec.BytesMax];
        var added = PostingCodec.Write(posting, ordinal - list.Last, count);
        var used = list.Used + added;
        if (used > PostingArena.BlockSize(list.Used))
        {
            var moved = _arena.Take(used);
            _arena.Slice(list.Offset, list.Used).CopyTo(_arena.Slice(moved, list.Used));
            _arena.Free(list.Offset, list.Used);
            list.Offset = moved;
        }

        posting[..added].CopyTo(_arena.Slice(list.Offset + list.Used, added));
        list.Used = used;
        list.Last = ordinal;
        list.Documents++;
    }

    private void InsertBefore(int index, int ordinal, int count)
    {
        ref var list = ref _lists[index];
        var postings = new (int Ordinal, int Count)[list.Documents + 1];
        var cursor = new PostingCursor(_arena.Slice(list.Offset, list.Used), list.Documents);
        var filled = 0;
        var placed = false;
        while (cursor.MoveNext())
        {
            if (!placed && ordinal < cursor.Ordinal)
            {
                postings[filled++] = (ordinal, count);
                placed = true;
            }

            postings[filled++] = (cursor.Ordinal, cursor.Count);
        }

        _arena.Free(list.Offset, list.Used);
        Fill(ref list, postings);
    }

    private bool RemoveAt(int slot, ReadOnlySpan<bool> removed)
    {
        var cursor = CursorAt(slot);
        var left = 0;
        var all = 0;
        while (cursor.MoveNext())
        {
            all++;
            left += removed[cursor.Ordinal] ? 0 : 1;
        }

        if (left == all)
        {
            return false;
        }

        if (_table[slot] >= 0)
        {
            Shrink(slot, removed, left);
        }

        return left == 0;
    }

    private void Shrink(int slot, ReadOnlySpan<bool> removed, int left)
    {
        var index = _table[slot];
        ref var list = ref _lists[index];
        var postings = new (int Ordinal, int Count)[left];
        var filled = 0;
        var cursor = new PostingCursor(_arena.Slice(list.Offset, list.Used), list.Documents);
        while (cursor.MoveNext())
        {
            if (!removed[cursor.Ordinal])
            {
                postings[filled++] = (cursor.Ordinal, cursor.Count);
            }
        }

        _arena.Free(list.Offset, list.Used);
        if (left > 1 || (left == 1 && postings[0].Count > InlineCountMax))
        {
            Fill(ref list, postings);
            return;
        }

        list = default;
        _freeLists.Push(index);
        _table[slot] = left == 1 ? Inline(postings[0].Ordinal, postings[0].Count) : 0;
    }

    private void Fill(ref PostingList list, ReadOnlySpan<(int Ordinal, int Count)> postings)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(postings.Length * PostingCodec.BytesMax);
        var used = 0;
        var last = -1;
        foreach (var (ordinal, count) in postings)
        {
            used += PostingCodec.Write(buffer.AsSpan(used), ordinal - last, count);
            last = ordinal;
        }

        list = new PostingList(_arena.Take(used), used, last, postings.Length);
        buffer.AsSpan(0, used).CopyTo(_arena.Slice(list.Offset, used));
        ArrayPool<byte>.Shared.Return(buffer);
    }
}
