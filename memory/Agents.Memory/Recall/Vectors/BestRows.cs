namespace Agents.Memory.Recall.Vectors;

/// <summary>The rows with the largest similarities of all that were offered; among equals the lower ordinal comes
/// first.</summary>
internal sealed class BestRows(int count)
{
    private readonly (int Ordinal, double Similarity)[] _rows = new (int, double)[count];
    private int _held;

    /// <summary>Gets the rows, the best first.</summary>
    public ReadOnlySpan<(int Ordinal, double Similarity)> Rows => _rows.AsSpan(0, _held);

    public void Offer(int ordinal, double similarity)
    {
        if (_held == _rows.Length && (_held == 0 || !Precedes((ordinal, similarity), _rows[^1])))
        {
            return;
        }

        var at = _held < _rows.Length ? _held++ : _held - 1;
        for (; at > 0 && Precedes((ordinal, similarity), _rows[at - 1]); at--)
        {
            _rows[at] = _rows[at - 1];
        }

        _rows[at] = (ordinal, similarity);
    }

    private static bool Precedes((int Ordinal, double Similarity) one, (int Ordinal, double Similarity) other) =>
        one.Similarity > other.Similarity || (one.Similarity.Equals(other.Similarity) && one.Ordinal < other.Ordinal);
}
