namespace Agents.Memory.Recall.Vectors;

/// <summary>The vectors of the further passages of long documents, each a key of its document.</summary>
/// <remarks>The document counts as near as its nearest passage: with one vector for all of it, or for as much as the
/// model reads, what is said further down could not be found by its meaning. Of k passages that have nothing to do with
/// a question the nearest is near by chance: that much, the expected maximum of k draws in deviations, is taken
/// off.</remarks>
internal sealed class PassagePlane(int dimension)
{
    private const int Nobody = -1;

    // The expected maximum of k standard normal draws, to a hundredth: sqrt(2 ln k) less what it overshoots by.
    private static readonly double[] ExpectedMaximum =
        [.. Enumerable.Range(0, Passages.CountMax + 1).Select(k => k < 2 ? 0 : Math.Sqrt(2 * Math.Log(k)) - 0.6)];

    private readonly VectorPlane _plane = new(dimension);
    private readonly List<int> _owners = [];
    private readonly Dictionary<int, int[]> _rows = [];
    private readonly Stack<int> _free = [];

    public long Bytes => _plane.Bytes + ((_owners.Capacity + (16L * _rows.Count)) * sizeof(int));

    /// <summary>Gives the packed vectors of a document's further passages, one after the other.</summary>
    public byte[] PackedOf(int ordinal)
    {
        var size = PackedVector.SizeOf(dimension);
        var rows = _rows.GetValueOrDefault(ordinal, []);
        var packed = new byte[rows.Length * size];
        for (var i = 0; i < rows.Length; i++)
        {
            _plane.CopyTo(rows[i], packed.AsSpan(i * size, size));
        }

        return packed;
    }

    /// <summary>Sets the vectors of a document's further passages, in place of those it had.</summary>
    /// <param name="ordinal">The document.</param>
    /// <param name="packed">Packed vectors, one after the other; none is none.</param>
    public void Set(int ordinal, ReadOnlySpan<byte> packed)
    {
        Clear(ordinal);
        var size = PackedVector.SizeOf(dimension);
        if (packed.IsEmpty)
        {
            return;
        }

        var rows = new int[packed.Length / size];
        for (var i = 0; i < rows.Length; i++)
        {
            if (!_free.TryPop(out rows[i]))
            {
                rows[i] = _owners.Count;
                _owners.Add(Nobody);
            }

            _owners[rows[i]] = ordinal;
            _plane.Set(rows[i], packed.Slice(i * size, size));
        }

        _rows.Add(ordinal, rows);
    }

    /// <summary>Overwrites the vectors of a document's further passages with zeros.</summary>
    public void Clear(int ordinal)
    {
        if (_rows.Remove(ordinal, out var rows))
        {
            foreach (var row in rows)
            {
                _plane.Clear(row);
                _owners[row] = Nobody;
                _free.Push(row);
            }
        }
    }

    /// <summary>Raises the cosine of each document in scope to that of its nearest passage.</summary>
    /// <param name="query">The question.</param>
    /// <param name="deviation">The standard deviation of the cosines.</param>
    /// <param name="scope">1 for each document in scope.</param>
    /// <param name="cosines">The cosine of each document.</param>
    /// <param name="has">1 for each document whose cosine is known.</param>
    public void Raise(
        QueryVector query, double deviation, ReadOnlySpan<float> scope, Span<float> cosines, Span<float> has)
    {
        if (_rows.Count == 0)
        {
            return;
        }

        var passages = new float[_owners.Count];
        _plane.Scan(query, passages);
        for (var row = 0; row < passages.Length; row++)
        {
            var owner = _owners[row];
            if (owner != Nobody && scope[owner] > 0)
            {
                var cosine = passages[row] - ChanceOf(owner, deviation);
                cosines[owner] = has[owner] > 0 ? Math.Max(cosines[owner], cosine) : cosine;
                has[owner] = 1;
            }
        }
    }

    /// <summary>Raises the exact cosines of a few documents to those of their nearest passages.</summary>
    public void Refine(QueryVector query, double deviation, ReadOnlySpan<int> ordinals, Span<float> cosines)
    {
        foreach (var ordinal in ordinals)
        {
            foreach (var row in _rows.GetValueOrDefault(ordinal, []))
            {
                var cosine = _plane.Rescore(query, row) - ChanceOf(ordinal, deviation);
                cosines[ordinal] = Math.Max(cosines[ordinal], cosine);
            }
        }
    }

    private float ChanceOf(int ordinal, double deviation) =>
        (float)(deviation * ExpectedMaximum[_rows[ordinal].Length + 1]);
}
