namespace Agents.Embedding.Caching;

/// <summary>A bounded map that drops what was not asked for the longest. Not thread-safe.</summary>
/// <param name="capacity">The most that all entries may cost together.</param>
/// <param name="costOf">What an entry costs; null where each costs 1. One that costs more than there is room for is not
/// kept.</param>
internal sealed class LruCache<TKey, TValue>(long capacity, Func<TValue, long>? costOf = null)
    where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _nodes = [];
    private readonly LinkedList<(TKey Key, TValue Value)> _recent = [];
    private long _cost;

    public int Count => _nodes.Count;

    public bool TryGet(TKey key, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out TValue value)
    {
        if (!_nodes.TryGetValue(key, out var node))
        {
            value = default;
            return false;
        }

        _recent.Remove(node);
        _recent.AddFirst(node);
        value = node.Value.Value;
        return true;
    }

    public void Set(TKey key, TValue value)
    {
        if (_nodes.TryGetValue(key, out var known))
        {
            Remove(known);
        }

        if (CostOf(value) > capacity)
        {
            return;
        }

        for (_cost += CostOf(value); _cost > capacity;)
        {
            Remove(_recent.Last!);
        }

        _nodes.Add(key, _recent.AddFirst((key, value)));
    }

    private void Remove(LinkedListNode<(TKey Key, TValue Value)> node)
    {
        _nodes.Remove(node.Value.Key);
        _recent.Remove(node);
        _cost -= CostOf(node.Value.Value);
    }

    private long CostOf(TValue value) => costOf?.Invoke(value) ?? 1;
}
