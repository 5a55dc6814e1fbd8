using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Agents.Memory.Recall.Vectors;

/// <summary>Inverted lists of a plane's rows by their nearest centroid: a question reads the rows of the nearest lists
/// only (Sivic and Zisserman, 2003; Jégou, Douze and Schmid, 2011).</summary>
/// <remarks>
/// <para>4 bytes a row and the centroids, 0.4 KB a list at 384 dimensions. The same calls give the same index and the
/// same answers on every machine. Not thread-safe once it is installed: one writer, and no scan beside a
/// change.</para>
/// <para>A centroid is the direction of the rows that were in its list when it was last computed, and it is computed
/// anew whenever one of its rows goes, so nothing of a cleared row is left in it. Rows that come later join a list
/// without moving its centroid; the next build does that.</para>
/// </remarks>
internal sealed class ApproximateIndex
{
    /// <summary>The rows from which on an index is faster than a scan of all: about where they leave a processor's
    /// caches.</summary>
    public const int RowsMin = 60_000;

    // Small lists let a question choose finely, but their centroids have to be read: some 10 rows a list
    // at 60,000, 20 at 300,000.
    private const double ListsFactor = 24;
    private const int RowsEach = 8;

    // Parting rounds each group's share up or down, and a group gets at least one list.
    private const int ListsMax = InvertedLists.ListsMax / 2;

    // A row that is looked up takes six times as long as one of a scan.
    private const int LookUpCost = 6;
    private const int Gathered = 128;

    private readonly CoarseRows _centroids;
    private readonly CentroidAssigner _assigner;
    private readonly InvertedLists _lists;
    private VectorView _view;

    public ApproximateIndex(
        VectorView view, CoarseRows centroids, InvertedLists lists, int rowsAtBuild, int visitedAtBuild)
    {
        _view = view;
        _centroids = centroids;
        _assigner = new CentroidAssigner(centroids, view.Dimension);
        _lists = lists;
        RowsAtBuild = rowsAtBuild;
        VisitedAtBuild = visitedAtBuild;
    }

    /// <summary>Gets how many rows the centroids were made of.</summary>
    public int RowsAtBuild { get; }

    /// <summary>Gets how many of <see cref="RowsAtBuild"/> a question had to visit to find its ten nearest at a mean
    /// recall of 0.98.</summary>
    public int VisitedAtBuild { get; private set; }

    /// <summary>Gets whether that is faster than to scan all.</summary>
    public bool Pays => (long)VisitedAtBuild * LookUpCost <= RowsAtBuild;

    public int Lists => _lists.Lists;

    public CoarseRows Centroids => _centroids;

    public long Bytes => _centroids.Bytes + _lists.Bytes;

    /// <summary>Builds the index of a captured view: about 3 s of one processor at 100,000 rows.</summary>
    /// <param name="view">A view from <see cref="VectorPlane.Capture"/>. It is read only, so a build may run beside
    /// changes of the plane.</param>
    /// <param name="cancellationToken">Ends the build; the plane is to release the capture then.</param>
    /// <exception cref="ArgumentException">The view has no rows.</exception>
    public static ApproximateIndex Build(VectorView view, CancellationToken cancellationToken)
    {
        var ordinals = view.Ordinals();
        if (ordinals.Length == 0)
        {
            throw new ArgumentException("An index is built of at least one row.", nameof(view));
        }

        var (centroids, lists) =
            new SphericalKMeans(view, cancellationToken).Part(ordinals, ListsFor(ordinals.Length));
        var assignments = new ushort[ordinals[^1] + 1];
        Array.Fill(assignments, InvertedLists.None);
        for (var i = 0; i < ordinals.Length; i++)
        {
            assignments[ordinals[i]] = (ushort)lists[i];
        }

        var index = new ApproximateIndex(
            view, centroids, InvertedLists.Of(centroids.Rows, assignments), ordinals.Length, ordinals.Length);
        for (var list = 0; list < index.Lists; list++)
        {
            index.Recentre(list);
        }

        index.VisitedAtBuild = VisitCalibration.Find(index, view, ordinals, cancellationToken);
        return index;
    }

    /// <summary>Whether the index was built of a view and not yet installed.</summary>
    public bool IsOf(VectorView view) => ReferenceEquals(_view, view);

    /// <summary>Gives the list of an ordinal, or <see cref="InvertedLists.None"/>.</summary>
    public ushort ListOf(int ordinal) => _lists.ListOf(ordinal);

    /// <summary>Takes a row in that was set, in place of what it was.</summary>
    public void Set(int ordinal)
    {
        Clear(ordinal);
        var (rows, row) = _view.Coarse(ordinal);
        var list = _assigner.Nearest(rows.Row(row));
        _lists.Add(ordinal, list);
        if (_lists.Count(list) == 1)
        {
            Recentre(list);
        }
    }

    /// <summary>Forgets a row that was cleared or set anew.</summary>
    public void Clear(int ordinal)
    {
        var list = _lists.Remove(ordinal);
        if (list != InvertedLists.None)
        {
            Recentre(list);
        }
    }

    /// <summary>Moves from the view that the index was built of to the rows as they are.</summary>
    public void CatchUp(VectorView live)
    {
        var changed = live.ChangedSince(_view);
        var lists = new SortedSet<int>();
        foreach (var ordinal in changed)
        {
            lists.Add(_lists.Remove(ordinal));
        }

        _view = live;
        lists.Remove(InvertedLists.None);
        foreach (var list in lists)
        {
            Recentre(list);
        }

        foreach (var ordinal in changed)
        {
            if (live.Has(ordinal))
            {
                Set(ordinal);
            }
        }
    }

    /// <summary>Computes the cosine of the question with the rows that are probably its nearest: those of the nearest
    /// lists, until as many rows in scope were visited as the build found to be enough.</summary>
    /// <remarks>The fewer rows are in scope the more lists are visited; where all in scope are no more than enough, all
    /// are visited.</remarks>
    /// <param name="query">The question.</param>
    /// <param name="scope">1 for each row that counts, else 0; as long as there are ordinals.</param>
    /// <param name="cosines">Receives the cosine of each row visited, the same as from a scan of all. The rest stays
    /// as it is.</param>
    /// <param name="has">All 0; receives 1 for each row visited.</param>
    /// <returns>How many rows were visited.</returns>
    public int Scan(QueryVector query, ReadOnlySpan<float> scope, Span<float> cosines, Span<float> has)
    {
        var enough = Math.Max(1, (int)((long)VisitedAtBuild * _lists.Total / RowsAtBuild));
        var order = ArrayPool<ulong>.Shared.Rent(Lists);
        var heap = new MaxHeap(order.AsSpan(0, Rank(query, order)));
        var visited = 0;
        while (visited < enough && heap.TryPop(out var key))
        {
            visited += Mark(ListOf(key), scope, has);
        }

        ArrayPool<ulong>.Shared.Return(order);
        ScanMarked(query, has, cosines);
        return visited;
    }

    /// <summary>Computes how many rows a question has visited once it is done with each list.</summary>
    public void Reach(QueryVector query, Span<int> reached)
    {
        var order = new ulong[Lists];
        var heap = new MaxHeap(order.AsSpan(0, Rank(query, order)));
        for (var visited = 0; heap.TryPop(out var key);)
        {
            visited += _lists.Count(ListOf(key));
            reached[ListOf(key)] = visited;
        }
    }

    private static int ListsFor(int rows) =>
        Math.Clamp((int)(ListsFactor * Math.Sqrt(rows)), 1, Math.Min(Math.Max(rows / RowsEach, 1), ListsMax));

    // Ascends with the cosine and, among equals, descends with the list: positive floats are ordered as their bits
    // are, negative ones the other way round.
    private static ulong KeyOf(float cosine, int list)
    {
        var bits = BitConverter.SingleToInt32Bits(cosine);
        var ordered = (uint)(bits ^ ((bits >> 31) | int.MinValue));
        return ((ulong)ordered << 32) | ~(uint)list;
    }

    private static int ListOf(ulong key) => (int)~(uint)key;

    private int Rank(QueryVector query, Span<ulong> order)
    {
        var dots = ArrayPool<int>.Shared.Rent(Lists);
        Int8Dot.Scan(query.Coarse, _centroids.Matrix, _centroids.Sums, dots.AsSpan(0, Lists));
        var count = 0;
        for (var list = 0; list < Lists; list++)
        {
            if (_lists.Count(list) > 0)
            {
                order[count++] = KeyOf(dots[list] * _centroids.Scales[list], list);
            }
        }

        ArrayPool<int>.Shared.Return(dots);
        return count;
    }

    private int Mark(int list, ReadOnlySpan<float> scope, Span<float> has)
    {
        var marked = 0;
        for (var segment = 0; segment < _lists.Segments; segment++)
        {
            var first = InvertedLists.FirstOf(segment);
            foreach (var row in _lists.Read(list, segment))
            {
                if (scope[first + row] != 0)
                {
                    has[first + row] = 1;
                    marked++;
                }
            }
        }

        return marked;
    }

    // By ascending ordinal, as the rows lie in memory, and not list by list.
    private void ScanMarked(QueryVector query, ReadOnlySpan<float> has, Span<float> cosines)
    {
        Span<int> ordinals = stackalloc int[Gathered];
        var waiting = 0;
        for (var i = 0; i < has.Length; i += Vector256<float>.Count)
        {
            for (var marks = MarksAt(has[i..]); marks != 0; marks &= marks - 1)
            {
                ordinals[waiting++] = i + BitOperations.TrailingZeroCount(marks);
                if (waiting == Gathered)
                {
                    _view.Scan(query, ordinals, cosines);
                    waiting = 0;
                }
            }
        }

        _view.Scan(query, ordinals[..waiting], cosines);
    }

    // The first eight marks as bits.
    private static uint MarksAt(ReadOnlySpan<float> has)
    {
        if (has.Length >= Vector256<float>.Count)
        {
            var first = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(has));
            return Vector256.GreaterThan(first, Vector256<float>.Zero).ExtractMostSignificantBits();
        }

        var marks = 0u;
        for (var i = 0; i < has.Length; i++)
        {
            marks |= has[i] > 0 ? 1u << i : 0;
        }

        return marks;
    }

    private void Recentre(int list)
    {
        var sum = new float[_view.Dimension];
        for (var segment = 0; segment < _lists.Segments; segment++)
        {
            var first = InvertedLists.FirstOf(segment);
            foreach (var member in _lists.Read(list, segment))
            {
                var (rows, row) = _view.Coarse(first + member);
                rows.AddTo(row, sum);
            }
        }

        _centroids.SetDirection(list, sum);
    }
}
