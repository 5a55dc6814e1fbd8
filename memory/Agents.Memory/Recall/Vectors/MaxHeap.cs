namespace Agents.Memory.Recall.Vectors;

/// <summary>Gives keys from the largest down, where only the first few are wanted (Floyd, 1964).</summary>
internal ref struct MaxHeap
{
    private Span<ulong> _keys;

    /// <param name="keys">The keys; they are reordered in place.</param>
    public MaxHeap(Span<ulong> keys)
    {
        _keys = keys;
        for (var i = (keys.Length / 2) - 1; i >= 0; i--)
        {
            SiftDown(i);
        }
    }

    public bool TryPop(out ulong largest)
    {
        if (_keys.IsEmpty)
        {
            largest = 0;
            return false;
        }

        largest = _keys[0];
        _keys[0] = _keys[^1];
        _keys = _keys[..^1];
        SiftDown(0);
        return true;
    }

    private readonly void SiftDown(int at)
    {
        for (var child = (2 * at) + 1; child < _keys.Length; child = (2 * at) + 1)
        {
            child += child + 1 < _keys.Length && _keys[child + 1] > _keys[child] ? 1 : 0;
            if (_keys[at] >= _keys[child])
            {
                return;
            }

            (_keys[at], _keys[child]) = (_keys[child], _keys[at]);
            at = child;
        }
    }
}
