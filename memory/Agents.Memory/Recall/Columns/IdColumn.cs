using System.Text;

namespace Agents.Memory.Recall.Columns;

/// <summary>The ids of all documents as UTF-8 in one array; a string an id would take three times the room.</summary>
internal sealed class IdColumn
{
    private const int InitialCapacity = 16;
    private const int InitialBytes = 256;

    private byte[] _bytes = new byte[InitialBytes];
    private int[] _ends = new int[InitialCapacity];
    private int[] _hashes = new int[InitialCapacity];
    private int _count;

    public long Bytes => _bytes.LongLength + (_ends.LongLength * 2 * sizeof(int));

    public void Add(string id)
    {
        if (_count == _ends.Length)
        {
            Array.Resize(ref _ends, _count * 3 / 2);
            Array.Resize(ref _hashes, _count * 3 / 2);
        }

        var start = Start(_count);
        var length = Encoding.UTF8.GetByteCount(id);
        var end = checked(start + length);
        if (end > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(end, _bytes.LongLength * 3 / 2)));
        }

        Encoding.UTF8.GetBytes(id, _bytes.AsSpan(start, length));
        _hashes[_count] = HashOf(_bytes.AsSpan(start, length));
        _ends[_count++] = end;
    }

    /// <summary>Overwrites an id with zeros.</summary>
    public void Clear(int ordinal)
    {
        _bytes.AsSpan(Start(ordinal), _ends[ordinal] - Start(ordinal)).Clear();
        _hashes[ordinal] = 0;
    }

    /// <summary>Gives an id's bytes. Comparing them compares the ids by code point.</summary>
    public ReadOnlySpan<byte> this[int ordinal] => _bytes.AsSpan(Start(ordinal), _ends[ordinal] - Start(ordinal));

    public string Text(int ordinal) => Encoding.UTF8.GetString(this[ordinal]);

    /// <summary>Finds the ordinal of an id, or -1. Reads four bytes a document.</summary>
    public int Find(string id)
    {
        var wanted = Encoding.UTF8.GetBytes(id);
        var hash = HashOf(wanted);
        for (var start = 0; start < _count;)
        {
            var found = _hashes.AsSpan(start, _count - start).IndexOf(hash);
            if (found < 0)
            {
                return -1;
            }

            start += found;
            if (this[start].SequenceEqual(wanted))
            {
                return start;
            }

            start++;
        }

        return -1;
    }

    // FNV-1a: only speed depends on it, an id is compared in full.
    private static int HashOf(ReadOnlySpan<byte> id)
    {
        var hash = 2166136261;
        foreach (var b in id)
        {
            hash = (hash ^ b) * 16777619;
        }

        return (int)hash;
    }

    private int Start(int ordinal) => ordinal == 0 ? 0 : _ends[ordinal - 1];
}
