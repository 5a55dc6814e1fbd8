namespace Agents.Memory.Recall.Lexical;

/// <summary>Which words follow each other in each document, as 16-bit hashes of the pairs.</summary>
/// <remarks>
/// Only asked where both words of a pair are known to be in the document, so that a hash that two pairs share misleads
/// once in thousands of times. Positions in the postings would take ten times the room.
/// </remarks>
internal sealed class PhraseColumn
{
    private const int InitialDocuments = 16;
    private const int InitialPairs = 256;
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private int[] _starts = new int[InitialDocuments];
    private int[] _counts = new int[InitialDocuments];
    private ushort[] _pairs = new ushort[InitialPairs];
    private int _used;
    private int _holes;

    public long Bytes => ((long)_starts.Length * 2 * sizeof(int)) + ((long)_pairs.Length * sizeof(ushort));

    /// <summary>Gets the hashes of a document's pairs.</summary>
    public ReadOnlySpan<ushort> this[int ordinal] =>
        ordinal < _starts.Length ? _pairs.AsSpan(_starts[ordinal], _counts[ordinal]) : [];

    public static ushort HashOf(ulong first, ulong second) =>
        (ushort)((((first * Multiplier) ^ second) * Multiplier) >> 48);

    /// <summary>Sets the pairs of a document that has none.</summary>
    public void Set(int ordinal, ReadOnlySpan<ushort> hashes)
    {
        if (ordinal >= _starts.Length)
        {
            var capacity = Math.Max(ordinal + 1, _starts.Length * 3 / 2);
            Array.Resize(ref _starts, capacity);
            Array.Resize(ref _counts, capacity);
        }

        if (_used + hashes.Length > _pairs.Length)
        {
            Array.Resize(ref _pairs, (int)Math.Min(Array.MaxLength, Math.Max(
                (long)_used + hashes.Length, _pairs.LongLength * 3 / 2)));
        }

        _starts[ordinal] = _used;
        _counts[ordinal] = hashes.Length;
        hashes.CopyTo(_pairs.AsSpan(_used));
        _used += hashes.Length;
    }

    /// <summary>Overwrites a document's pairs with zeros.</summary>
    public void Clear(int ordinal)
    {
        if (ordinal >= _starts.Length)
        {
            return;
        }

        _pairs.AsSpan(_starts[ordinal], _counts[ordinal]).Clear();
        _holes += _counts[ordinal];
        _counts[ordinal] = 0;
        if (_holes > InitialPairs && _holes > _used / 2)
        {
            Compact();
        }
    }

    private void Compact()
    {
        var kept = new ushort[Math.Max(InitialPairs, _used - _holes)];
        _used = 0;
        for (var ordinal = 0; ordinal < _starts.Length; ordinal++)
        {
            this[ordinal].CopyTo(kept.AsSpan(_used));
            _starts[ordinal] = _used;
            _used += _counts[ordinal];
        }

        _pairs = kept;
        _holes = 0;
    }
}
