namespace Agents.Memory.Recall.Lexical;

/// <summary>An open hash table with linear probing from a term's key to a number; a slot is a place in it.</summary>
internal sealed class TermTable
{
    private const int InitialCapacity = 64;

    private ulong[] _keys = new ulong[InitialCapacity];
    private int[] _values = new int[InitialCapacity];

    /// <summary>Gets the number of terms.</summary>
    public int Count { get; private set; }

    /// <summary>Gets the number of slots.</summary>
    public int Capacity => _keys.Length;

    public long Bytes => _keys.LongLength * (sizeof(ulong) + sizeof(int));

    /// <summary>Gets or sets the number of the term in a slot.</summary>
    public int this[int slot]
    {
        get => _values[slot];
        set => _values[slot] = value;
    }

    public bool IsEmpty(int slot) => _keys[slot] == 0;

    public ulong KeyAt(int slot) => _keys[slot];

    /// <summary>Finds the slot of a key, or the empty one where it belongs.</summary>
    public int Find(ulong key)
    {
        var slot = Home(key);
        while (_keys[slot] != 0 && _keys[slot] != key)
        {
            slot = slot + 1 == _keys.Length ? 0 : slot + 1;
        }

        return slot;
    }

    /// <summary>Puts a key into the empty slot that <see cref="Find"/> gave, and returns where it ended up.</summary>
    public int Insert(int slot, ulong key)
    {
        // Above four fifths full the runs that probing walks get long.
        if ((Count + 1) * 5L > _keys.Length * 4L)
        {
            Rehash(checked(_keys.Length * 3 / 2));
            slot = Find(key);
        }

        _keys[slot] = key;
        Count++;
        return slot;
    }

    /// <summary>Empties a slot. Another term may move into it.</summary>
    /// <remarks>Linear probing leaves no holes: every later term of the run that may stand here moves up.</remarks>
    public void Delete(int slot)
    {
        var hole = slot;
        var next = slot;
        while (true)
        {
            next = next + 1 == _keys.Length ? 0 : next + 1;
            if (_keys[next] == 0)
            {
                break;
            }

            if (Distance(Home(_keys[next]), next) >= Distance(hole, next))
            {
                _keys[hole] = _keys[next];
                _values[hole] = _values[next];
                hole = next;
            }
        }

        _keys[hole] = 0;
        _values[hole] = 0;
        Count--;
    }

    /// <summary>Makes room for this many terms at once.</summary>
    public void Reserve(int terms) => Rehash((int)Math.Clamp((terms * 4L / 3) + 1, _keys.Length, Array.MaxLength));

    private int Home(ulong key) => (int)Math.BigMul(key * 0x9E3779B97F4A7C15, (ulong)_keys.Length, out _);

    private void Rehash(int capacity)
    {
        var (keys, values) = (_keys, _values);
        _keys = new ulong[capacity];
        _values = new int[capacity];
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] != 0)
            {
                var slot = Find(keys[i]);
                _keys[slot] = keys[i];
                _values[slot] = values[i];
            }
        }
    }

    private int Distance(int from, int to) => to >= from ? to - from : to - from + _keys.Length;
}
