using System.Numerics;
using System.Text;

namespace Agents.Memory.Recall.Columns;

/// <summary>The ids of all documents as UTF-8 in one array; a string an id would take three times the room.</summary>
internal sealed class IdColumn
{
    private const int InitialCapacity = 16;
    private const int InitialBytes = 256;
    private const int StackMax = 512;

    // The hash of an id that is empty or was cleared, and of no other.
    private const int Nobody = 0;

    private byte[] _bytes = new byte[InitialBytes];
    private int[] _ends = new int[InitialCapacity];
    private int[] _hashes = new int[InitialCapacity];

    // An open hash table with linear probing: ordinal + 1, or 0 where it is free. A cleared id keeps its slot, where
    // nothing matches it.
    private int[] _slots = new int[2 * InitialCapacity];
    private int _count;

    public long Bytes => _bytes.LongLength + (((_ends.LongLength * 2) + _slots.LongLength) * sizeof(int));

    public void Add(string id)
    {
        if (_count == _ends.Length)
        {
            var capacity = Growth.Next(_count, _count + 1);
            Array.Resize(ref _ends, capacity);
            Array.Resize(ref _hashes, capacity);
        }

        var start = Start(_count);
        var length = Encoding.UTF8.GetByteCount(id);
        var end = checked(start + length);
        if (end > _bytes.Length)
        {
            Array.Resize(ref _bytes, Growth.Next(_bytes.Length, end));
        }

        Encoding.UTF8.GetBytes(id, _bytes.AsSpan(start, length));
        _hashes[_count] = length == 0 ? Nobody : HashOf(_bytes.AsSpan(start, length));
        _ends[_count++] = end;
        if (_count > _slots.Length / 2)
        {
            _slots = new int[_slots.Length * 2];
            for (var ordinal = 0; ordinal < _count; ordinal++)
            {
                Place(ordinal);
            }
        }
        else
        {
            Place(_count - 1);
        }
    }

    /// <summary>Overwrites an id with zeros.</summary>
    public void Clear(int ordinal)
    {
        _bytes.AsSpan(Start(ordinal), _ends[ordinal] - Start(ordinal)).Clear();
        _hashes[ordinal] = Nobody;
    }

    /// <summary>Gives an id's bytes. Comparing them compares the ids by code point.</summary>
    public ReadOnlySpan<byte> this[int ordinal] => _bytes.AsSpan(Start(ordinal), _ends[ordinal] - Start(ordinal));

    public string Text(int ordinal) => Encoding.UTF8.GetString(this[ordinal]);

    /// <summary>Finds the ordinal of an id, or -1.</summary>
    public int Find(string id)
    {
        var length = Encoding.UTF8.GetByteCount(id);
        var wanted = length <= StackMax ? stackalloc byte[length] : new byte[length];
        Encoding.UTF8.GetBytes(id, wanted);
        var hash = HashOf(wanted);
        for (var slot = SlotOf(hash); _slots[slot] != 0; slot = (slot + 1) % _slots.Length)
        {
            var ordinal = _slots[slot] - 1;
            if (_hashes[ordinal] == hash && this[ordinal].SequenceEqual(wanted))
            {
                return ordinal;
            }
        }

        return -1;
    }

    private void Place(int ordinal)
    {
        // Ids that are gone would all begin at one slot, and each would walk past all others.
        if (_hashes[ordinal] == Nobody)
        {
            return;
        }

        var slot = SlotOf(_hashes[ordinal]);
        while (_slots[slot] != 0)
        {
            slot = (slot + 1) % _slots.Length;
        }

        _slots[slot] = ordinal + 1;
    }

    // The length is a power of two, and the upper bits are mixed best.
    private int SlotOf(int hash) => (int)(((uint)hash * 2654435769u) >> (32 - BitOperations.Log2((uint)_slots.Length)));

    // FNV-1a: only speed depends on it, an id is compared in full.
    private static int HashOf(ReadOnlySpan<byte> id)
    {
        var hash = 2166136261;
        foreach (var b in id)
        {
            hash = (hash ^ b) * 16777619;
        }

        return hash == Nobody ? 1 : (int)hash;
    }

    private int Start(int ordinal) => ordinal == 0 ? 0 : _ends[ordinal - 1];
}
