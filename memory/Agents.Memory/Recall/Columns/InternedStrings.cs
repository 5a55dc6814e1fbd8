namespace Agents.Memory.Recall.Columns;

/// <summary>Numbers for strings that many documents share; a string that no document uses any more is gone.</summary>
internal sealed class InternedStrings
{
    /// <summary>The number of no string.</summary>
    public const int None = -1;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string?> _values = [];
    private readonly List<int> _uses = [];
    private readonly Stack<int> _free = [];

    /// <summary>Gets one more than the highest number in use.</summary>
    public int Count => _values.Count;

    /// <summary>Gets how many strings are in use.</summary>
    public int Used => _numbers.Count;

    public long Bytes
    {
        get
        {
            long bytes = 0;
            foreach (var value in _values)
            {
                bytes += value is null ? 16 : 64 + (2L * value.Length);
            }

            return bytes;
        }
    }

    /// <summary>Gives the number of a string and counts one use more.</summary>
    public int Use(string? value)
    {
        if (value is null)
        {
            return None;
        }

        if (!_numbers.TryGetValue(value, out var number))
        {
            if (!_free.TryPop(out number))
            {
                number = _values.Count;
                _values.Add(null);
                _uses.Add(0);
            }

            _values[number] = value;
            _numbers.Add(value, number);
        }

        _uses[number]++;
        return number;
    }

    /// <summary>Counts one use less.</summary>
    public void Release(int number)
    {
        if (number != None && --_uses[number] == 0)
        {
            _numbers.Remove(_values[number]!);
            _values[number] = null;
            _free.Push(number);
        }
    }

    /// <summary>Finds the number of a string without using it.</summary>
    public bool TryFind(string value, out int number) => _numbers.TryGetValue(value, out number);

    public string? this[int number] => number == None ? null : _values[number];
}
