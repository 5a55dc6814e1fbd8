namespace Agents.Memory.Activation;

/// <summary>When each memory was used, by ordinal: a part of the projection. Memories that were never used take no
/// room.</summary>
public sealed class UseTable
{
    // 0 stands for none; where one is, its place among the histories is one less.
    private readonly List<UseHistory> _histories = [];
    private readonly Stack<int> _free = [];
    private int[] _places = [];

    /// <summary>Gets how many memories were ever used.</summary>
    public int Count => _histories.Count - _free.Count;

    /// <summary>Gets how often a memory was used.</summary>
    public long CountOf(int ordinal) => Of(ordinal).Count;

    /// <summary>Gets when a memory was used last, in UTC ticks; 0 when never.</summary>
    public long LastOf(int ordinal) => Of(ordinal).Last;

    /// <summary>Tells whether a memory was ever used.</summary>
    public bool IsUsed(int ordinal) => PlaceOf(ordinal) > 0;

    /// <summary>Gives how present a memory is: the base level of ACT-R, which falls with time and rises with
    /// use.</summary>
    /// <param name="ordinal">The memory.</param>
    /// <param name="made">When it was made, in UTC ticks.</param>
    /// <param name="now">The moment that is asked for, in UTC ticks.</param>
    public double LevelOf(int ordinal, long made, long now) => Of(ordinal).LevelAt(made, now);

    /// <summary>Gives how present a memory would be that was never used.</summary>
    public static double LevelUnused(long made, long now) => default(UseHistory).LevelAt(made, now);

    internal void Add(int ordinal, long ticks)
    {
        if (PlaceOf(ordinal) == 0)
        {
            Reserve(ordinal, new UseHistory());
        }

        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_histories)[_places[ordinal] - 1].Add(ticks);
    }

    internal void Remove(int ordinal)
    {
        if (PlaceOf(ordinal) is var place and > 0)
        {
            _histories[place - 1] = default;
            _free.Push(place);
            _places[ordinal] = 0;
        }
    }

    internal void WriteTo(BinaryWriter writer)
    {
        writer.Write(Count);
        for (var ordinal = 0; ordinal < _places.Length; ordinal++)
        {
            if (_places[ordinal] > 0)
            {
                writer.Write(ordinal);
                _histories[_places[ordinal] - 1].WriteTo(writer);
            }
        }
    }

    internal static UseTable Read(BinaryReader reader, int ordinals)
    {
        var table = new UseTable();
        var count = reader.ReadInt32();
        for (var i = 0; i < count; i++)
        {
            var ordinal = reader.ReadInt32();
            if (ordinal < 0 || ordinal >= ordinals || table.IsUsed(ordinal))
            {
                throw new InvalidDataException($"The snapshot holds uses of {ordinal}, which is no memory.");
            }

            table.Reserve(ordinal, UseHistory.Read(reader));
        }

        return table;
    }

    private UseHistory Of(int ordinal) => PlaceOf(ordinal) is var place and > 0 ? _histories[place - 1] : default;

    private int PlaceOf(int ordinal) => ordinal < _places.Length ? _places[ordinal] : 0;

    private void Reserve(int ordinal, UseHistory history)
    {
        if (ordinal >= _places.Length)
        {
            Array.Resize(ref _places, Math.Max(ordinal + 1, _places.Length * 5 / 4));
        }

        if (!_free.TryPop(out var place))
        {
            _histories.Add(default);
            place = _histories.Count;
        }

        _places[ordinal] = place;
        _histories[place - 1] = history;
    }
}
