using Agents.Contracts;

namespace Agents.Memory.Projection;

/// <summary>How many memories there are of each kind in each state, kept as they change: asking costs no
/// scan.</summary>
/// <remarks>It has no clock. A memory whose time is up counts as expired from the next
/// <see cref="MemoryProjection.Expire"/> on, and erased ones do not count.</remarks>
public sealed class MemoryCounts
{
    private const byte None = byte.MaxValue;

    private static readonly int States = Enum.GetValues<MemoryState>().Length;

    private readonly int[] _counts = new int[Enum.GetValues<MemoryKind>().Length * States];
    private readonly List<byte> _cells = [];

    internal MemoryCounts()
    {
    }

    /// <summary>Gets how many there are of a kind in a state.</summary>
    public int this[MemoryKind kind, MemoryState state] => _counts[CellOf(kind, state)];

    internal void Set(int ordinal, MemoryKind kind, MemoryState state) => Move(ordinal, (byte)CellOf(kind, state));

    internal void Remove(int ordinal) => Move(ordinal, None);

    private static int CellOf(MemoryKind kind, MemoryState state) => ((int)kind * States) + (int)state;

    private void Move(int ordinal, byte cell)
    {
        while (_cells.Count <= ordinal)
        {
            _cells.Add(None);
        }

        if (_cells[ordinal] is var before and not None)
        {
            _counts[before]--;
        }

        if (cell != None)
        {
            _counts[cell]++;
        }

        _cells[ordinal] = cell;
    }
}
