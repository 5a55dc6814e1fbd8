using Agents.Memory.Items;

namespace Agents.Memory.Graph;

/// <summary>Who and what is known, and how they relate: a subject and a value are two entities, an item is the edge
/// from one to the other.</summary>
/// <remarks>
/// <para>A function of the item table and folded with it, so it is in no snapshot and holds nothing that the table does
/// not. Entities are kept by the keys of their names: what is erased leaves no name behind. Whether an edge may be
/// walked is for the index to say, which knows what is shown, so what no longer holds or is forgotten gives
/// none.</para>
/// <para>Two names are one entity where an item says so (a name, a nickname), and a person of several names is found by
/// the first of them while no other has it.</para>
/// </remarks>
internal sealed class EntityGraph(ItemTable items)
{
    /// <summary>No edge, or no entity.</summary>
    public const int None = -1;

    /// <summary>The most words that a name has.</summary>
    public const int NameWordsMax = 8;

    // What happened, how something is done and why is told of nobody else.
    private static readonly string[] Untied = ["event", "procedure", "instruction", "reason"];

    private readonly Dictionary<ulong, int> _names = [];
    private readonly Dictionary<ulong, int> _firstNames = [];
    private readonly Dictionary<string, int> _slotNumbers = new(StringComparer.Ordinal);
    private readonly List<string> _slots = [];
    private readonly List<(ulong Name, int Out, int In)> _entities = [];
    private readonly List<Edge> _edges = [];
    private bool _behind;

    /// <summary>Gets the number of edges, those that may not be walked included.</summary>
    public int Count
    {
        get
        {
            CatchUp();
            return _edges.Count;
        }
    }

    /// <summary>Gets the number of entities.</summary>
    public int Entities => _entities.Count;

    /// <summary>Gets the number of names of slots.</summary>
    public int Slots => _slots.Count;

    /// <summary>Gets an edge by its number.</summary>
    public Edge this[int edge] => _edges[edge];

    public string Slot(int number) => _slots[number];

    /// <summary>Finds the entity of a key of <see cref="Wording"/>, or <see cref="None"/>.</summary>
    public int Find(ulong name) => _names.GetValueOrDefault(name, None);

    /// <summary>Finds the one whose first name a key is, or <see cref="None"/>.</summary>
    public int FindByFirstName(ulong name) => _firstNames.GetValueOrDefault(name, None);

    /// <summary>Finds the one whose first name is all that an entity is called, or <see cref="None"/>.</summary>
    public int InFull(int entity) => FindByFirstName(_entities[entity].Name);

    /// <summary>Gets the first of the edges that lead from an entity; the others follow by
    /// <see cref="Edge.NextOut"/>.</summary>
    public int FirstOut(int entity) => _entities[entity].Out;

    /// <summary>Gets the first of the edges that lead to an entity; the others follow by
    /// <see cref="Edge.NextIn"/>.</summary>
    public int FirstIn(int entity) => _entities[entity].In;

    /// <summary>Adds the edge of the newest item.</summary>
    public void Add(ItemState item)
    {
        var slot = ItemTable.KeyOf(item.Subject, item.Slot).Slot;
        if (_behind || Untied.Contains(slot))
        {
            return;
        }

        var subject = EntityOf(item.Subject);
        if (subject == None)
        {
            return;
        }

        var value = EntityOf(item.Value);
        var edge = _edges.Count;
        _edges.Add(new Edge(
            item, NumberOf(slot), subject, value, _entities[subject].Out, value < 0 ? None : _entities[value].In));
        _entities[subject] = _entities[subject] with { Out = edge };
        if (value >= 0)
        {
            _entities[value] = _entities[value] with { In = edge };
        }
    }

    /// <summary>Drops everything, since an item is gone or says something else; what is left is folded anew when it is
    /// asked for.</summary>
    public void Drop()
    {
        _names.Clear();
        _firstNames.Clear();
        _slotNumbers.Clear();
        _slots.Clear();
        _entities.Clear();
        _edges.Clear();
        _behind = true;
    }

    private void CatchUp()
    {
        if (!_behind)
        {
            return;
        }

        _behind = false;
        foreach (var item in items.All)
        {
            Add(item);
        }
    }

    private int EntityOf(string name)
    {
        var key = Wording.KeyOf(name, NameWordsMax);
        if (key == 0)
        {
            return None;
        }

        if (_names.TryGetValue(key, out var known))
        {
            return known;
        }

        var entity = _entities.Count;
        _entities.Add((key, None, None));
        _names.Add(key, entity);
        if (FirstNameOf(name) is { } first)
        {
            // The first name of two people names neither.
            var firstKey = Wording.KeyOf(first, NameWordsMax);
            _firstNames[firstKey] = _firstNames.ContainsKey(firstKey) ? None : entity;
        }

        return entity;
    }

    /// <summary>Gives "Anna" of "Anna Maria Kovacs": of two or three words that are written as names are.</summary>
    private static string? FirstNameOf(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length is 2 or 3 && words[0].Length > 2
            && Array.TrueForAll(
                words, word => char.IsUpper(word[0]) && word.All(c => char.IsLetter(c) || c is '-' or '.'))
            && words[0] is not ("The" or "Mr." or "Mrs." or "Ms." or "Dr.")
                ? words[0]
                : null;
    }

    private int NumberOf(string slot)
    {
        if (!_slotNumbers.TryGetValue(slot, out var number))
        {
            number = _slots.Count;
            _slots.Add(slot);
            _slotNumbers.Add(slot, number);
        }

        return number;
    }
}
