using Agents.Memory.Recall.Columns;

namespace Agents.Memory.Recall.Vectors;

/// <summary>Which list each ordinal is in, and the ordinals of each list in ascending order.</summary>
/// <remarks>
/// Ordinals stand in segments in which 2 bytes are enough for one: 2 for its list, 2 for its place in the list. Equal
/// assignments lie in memory alike, whatever order they came in.
/// </remarks>
internal sealed class InvertedLists(int lists)
{
    /// <summary>The list of an ordinal that is in none.</summary>
    public const ushort None = ushort.MaxValue;

    /// <summary>The most lists there can be.</summary>
    public const int ListsMax = None;

    private const int SegmentRows = 32_768;
    private const int FirstRows = 1_024;

    private readonly List<Segment> _segments = [];
    private readonly int[] _counts = new int[lists];

    public int Lists => lists;

    /// <summary>Gets the number of ordinals in all lists.</summary>
    public int Total { get; private set; }

    public int Segments => _segments.Count;

    public long Bytes => _segments.Sum(segment => segment.Bytes) + (_counts.LongLength * sizeof(int));

    /// <summary>Makes the lists of all ordinals from 0 in one pass.</summary>
    /// <param name="lists">The number of lists.</param>
    /// <param name="assignments">The list of each ordinal, or <see cref="None"/>.</param>
    public static InvertedLists Of(int lists, ReadOnlySpan<ushort> assignments)
    {
        var made = new InvertedLists(lists);
        for (var start = 0; start < assignments.Length; start += SegmentRows)
        {
            var rows = Math.Min(SegmentRows, assignments.Length - start);
            made._segments.Add(new Segment(lists, assignments.Slice(start, rows)));
        }

        foreach (var list in assignments)
        {
            if (list != None)
            {
                made._counts[list]++;
                made.Total++;
            }
        }

        return made;
    }

    /// <summary>Gives the number of ordinals in a list.</summary>
    public int Count(int list) => _counts[list];

    /// <summary>Gives the list of an ordinal, or <see cref="None"/>.</summary>
    public ushort ListOf(int ordinal)
    {
        var index = ordinal / SegmentRows;
        return index < _segments.Count ? _segments[index].ListOf(ordinal % SegmentRows) : None;
    }

    /// <summary>Gives the ordinals of a list within a segment, each less by <see cref="FirstOf"/>.</summary>
    public ReadOnlySpan<ushort> Read(int list, int segment) => _segments[segment].Read(list);

    public static int FirstOf(int segment) => segment * SegmentRows;

    /// <summary>Adds an ordinal, which must be in no list.</summary>
    public void Add(int ordinal, int list)
    {
        while (_segments.Count <= ordinal / SegmentRows)
        {
            _segments.Add(new Segment(lists, []));
        }

        _segments[ordinal / SegmentRows].Add(ordinal % SegmentRows, list);
        _counts[list]++;
        Total++;
    }

    /// <summary>Takes an ordinal out of its list, and leaves nothing of it.</summary>
    /// <returns>The list it was in, or <see cref="None"/>.</returns>
    public ushort Remove(int ordinal)
    {
        var list = ListOf(ordinal);
        if (list != None)
        {
            _segments[ordinal / SegmentRows].Remove(ordinal % SegmentRows, list);
            _counts[list]--;
            Total--;
        }

        return list;
    }

    private sealed class Segment
    {
        private readonly ushort[] _starts;
        private ushort[] _assignments;
        private ushort[] _rows;

        public Segment(int lists, ReadOnlySpan<ushort> assignments)
        {
            _starts = new ushort[lists + 1];
            _assignments = [];
            _rows = [];
            Reserve(assignments.Length);
            assignments.CopyTo(_assignments);
            Span<int> next = new int[lists + 1];
            foreach (var list in assignments)
            {
                next[list == None ? lists : list]++;
            }

            var start = 0;
            for (var list = 0; list <= lists; list++)
            {
                _starts[list] = (ushort)start;
                (next[list], start) = (start, start + next[list]);
            }

            for (var row = 0; row < assignments.Length; row++)
            {
                if (assignments[row] != None)
                {
                    _rows[next[assignments[row]]++] = (ushort)row;
                }
            }
        }

        public long Bytes => sizeof(ushort) * (_starts.LongLength + _assignments.LongLength + _rows.LongLength);

        public ReadOnlySpan<ushort> Read(int list) => _rows.AsSpan(_starts[list].._starts[list + 1]);

        public ushort ListOf(int row) => row < _assignments.Length ? _assignments[row] : None;

        public void Add(int row, int list)
        {
            Reserve(row + 1);
            var at = _starts[list] + ~Read(list).BinarySearch((ushort)row);
            _rows.AsSpan(at, _starts[^1] - at).CopyTo(_rows.AsSpan(at + 1));
            _rows[at] = (ushort)row;
            _assignments[row] = (ushort)list;
            foreach (ref var start in _starts.AsSpan(list + 1))
            {
                start++;
            }
        }

        public void Remove(int row, int list)
        {
            var at = _starts[list] + Read(list).BinarySearch((ushort)row);
            _rows.AsSpan((at + 1).._starts[^1]).CopyTo(_rows.AsSpan(at));
            _assignments[row] = None;
            foreach (ref var start in _starts.AsSpan(list + 1))
            {
                start--;
            }

            _rows[_starts[^1]] = 0;
        }

        private void Reserve(int rows)
        {
            var from = _assignments.Length;
            if (rows <= from)
            {
                return;
            }

            var capacity = Math.Max(FirstRows, Growth.Next(from, rows));
            Array.Resize(ref _rows, capacity);
            Array.Resize(ref _assignments, capacity);
            _assignments.AsSpan(from).Fill(None);
        }
    }
}
