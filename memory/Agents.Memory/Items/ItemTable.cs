using Agents.Memory.Recall.Text;
using Agents.Memory.Records;

namespace Agents.Memory.Items;

/// <summary>What is known by subject and slot, and what rests on what: a part of the projection, folded as it
/// is.</summary>
/// <remarks>
/// An item is retired in the pass in which what it rests on is: a justification-based truth maintenance (Doyle 1979)
/// over edges that lead to earlier frames only, so that no cycle can be written down.
/// </remarks>
public sealed partial class ItemTable
{
    private readonly SortedDictionary<long, ItemState> _items = [];
    private readonly Dictionary<(string Subject, string Slot), List<ItemState>> _slots = [];
    private readonly Dictionary<long, List<ItemState>> _sources = [];
    private readonly Dictionary<long, List<ItemState>> _dependents = [];

    /// <summary>Gets the items by their frames, oldest first.</summary>
    public IReadOnlyCollection<ItemState> All => _items.Values;

    /// <summary>Gets or sets what is told of each item that is added.</summary>
    internal Action<ItemState>? Added { get; set; }

    /// <summary>Gets or sets what is told when an item is gone or says something else.</summary>
    internal Action? Unsaid { get; set; }

    /// <summary>Gets an item by its frame, or null.</summary>
    public ItemState? Find(long sequence) => _items.GetValueOrDefault(sequence);

    /// <summary>Gets what was ever said of a slot and is not erased, oldest first.</summary>
    public IReadOnlyList<ItemState> Of(string subject, string slot) =>
        _slots.TryGetValue(KeyOf(subject, slot), out var items) ? items : [];

    /// <summary>Gets the items that an episode says.</summary>
    public IReadOnlyList<ItemState> From(long episode) =>
        _sources.TryGetValue(episode, out var items) ? items : [];

    /// <summary>Brings names that mean the same subject or slot to the same text.</summary>
    internal static (string Subject, string Slot) KeyOf(string subject, string slot) =>
        (TextNormalization.Fold(subject).Trim(), TextNormalization.Fold(slot).Trim());

    /// <summary>Adds an item with all that it does to others, and gives those whose standing changed.</summary>
    internal IReadOnlyList<ItemState> Add(long sequence, ItemRecord record)
    {
        var item = new ItemState(sequence, record);
        Put(item);
        var changed = new List<ItemState>();
        var at = record.RecordedAt.UtcTicks;
        foreach (var replaced in record.Replaces ?? [])
        {
            End(Find(replaced), ItemStanding.Superseded, item.ValidFrom, at, sequence, changed);
        }

        if (record.ReplacedBy is { } later)
        {
            End(item, ItemStanding.Superseded, Find(later)?.ValidFrom ?? item.ValidFrom, at, later, changed);
        }

        return changed;
    }

    /// <summary>Puts an item in its place, as it stands.</summary>
    internal void Put(ItemState item)
    {
        _items.Add(item.Sequence, item);
        ListOf(_slots, KeyOf(item.Subject, item.Slot)).Add(item);
        foreach (var source in item.Sources)
        {
            ListOf(_sources, source.Sequence).Add(item);
        }

        foreach (var premise in item.RestsOn)
        {
            ListOf(_dependents, premise).Add(item);
        }

        Added?.Invoke(item);
    }

    /// <summary>Lets an item say what a user wrote instead.</summary>
    internal void Edit(ItemState item, string text)
    {
        item.Edit(text);
        Unsaid?.Invoke();
    }

    internal void SayAgain(long sequence, EpisodeSpan source)
    {
        if (Find(sequence) is { } item && item.Sources.All(known => known.Sequence != source.Sequence))
        {
            item.Add(source);
            ListOf(_sources, source.Sequence).Add(item);
        }
    }

    /// <summary>Ends an item and what rests on it.</summary>
    internal IReadOnlyList<ItemState> Retire(long sequence, ItemStanding standing, long validTo, long at, long by)
    {
        var changed = new List<ItemState>();
        End(Find(sequence), standing, validTo, at, by, changed);
        return changed;
    }

    /// <summary>Ends an item as it was ended by a frame that is erased, whatever has ended it since.</summary>
    internal IReadOnlyList<ItemState> RetireAnew(long sequence, ItemStanding standing, long validTo, long at, long by)
    {
        if (Find(sequence) is not { Standing: not ItemStanding.Current } item)
        {
            return Retire(sequence, standing, validTo, at, by);
        }

        item.Retire(standing, validTo, at, by);
        return [item];
    }

    /// <summary>Lets an item hold again that was ended.</summary>
    internal ItemState? Reinstate(long sequence)
    {
        if (Find(sequence) is not { Standing: not ItemStanding.Current } item)
        {
            return null;
        }

        item.Retire(ItemStanding.Current, validTo: 0, at: 0, by: 0);
        return item;
    }

    /// <summary>Removes an item for good. What it had ended stays ended.</summary>
    internal void Remove(long sequence)
    {
        if (!_items.Remove(sequence, out var item))
        {
            return;
        }

        Unsaid?.Invoke();
        Take(_slots, KeyOf(item.Subject, item.Slot), item);
        foreach (var source in item.Sources)
        {
            Take(_sources, source.Sequence, item);
        }

        foreach (var premise in item.RestsOn)
        {
            Take(_dependents, premise, item);
        }
    }

    /// <summary>Takes an episode out of the sources of one item.</summary>
    internal void RemoveSource(long episode, ItemState item)
    {
        item.Drop(source => source.Sequence == episode);
        Take(_sources, episode, item);
    }

    /// <summary>Takes an episode out of the sources of all items.</summary>
    internal void RemoveSource(long episode)
    {
        if (_sources.Remove(episode, out var items))
        {
            items.ForEach(item => item.Drop(source => source.Sequence == episode));
        }
    }

    private void End(
        ItemState? first, ItemStanding standing, long validTo, long at, long by, List<ItemState> changed)
    {
        if (first is not { Standing: ItemStanding.Current })
        {
            return;
        }

        // A queue, since a chain may be as long as a user's talk.
        first.Retire(standing, validTo, at, by);
        changed.Add(first);
        for (var next = changed.Count - 1; next < changed.Count; next++)
        {
            foreach (var dependent in _dependents.GetValueOrDefault(changed[next].Sequence) ?? [])
            {
                if (dependent.Standing == ItemStanding.Current)
                {
                    dependent.Retire(ItemStanding.Retired, validTo, at, by);
                    changed.Add(dependent);
                }
            }
        }
    }

    private static List<ItemState> ListOf<TKey>(Dictionary<TKey, List<ItemState>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists.Add(key, list = []);
        }

        return list;
    }

    private static void Take<TKey>(Dictionary<TKey, List<ItemState>> lists, TKey key, ItemState item)
        where TKey : notnull
    {
        if (lists.TryGetValue(key, out var list) && list.Remove(item) && list.Count == 0)
        {
            lists.Remove(key);
        }
    }
}
