namespace Agents.Memory.Recall.Lexical;

/// <summary>Walks the postings of one term by ascending ordinal.</summary>
internal ref struct PostingCursor
{
    private readonly ReadOnlySpan<byte> _bytes;
    private int _position;
    private bool _single;

    public PostingCursor(ReadOnlySpan<byte> bytes, int documents)
    {
        _bytes = bytes;
        Documents = documents;
        Ordinal = -1;
    }

    public PostingCursor(int ordinal, int count)
    {
        _single = true;
        Documents = 1;
        Ordinal = ordinal;
        Count = count;
    }

    /// <summary>Gets how many documents hold the term.</summary>
    public int Documents { get; }

    /// <summary>Gets the document that the cursor stands on.</summary>
    public int Ordinal { get; private set; }

    /// <summary>Gets how often the term stands there.</summary>
    public int Count { get; private set; }

    public bool MoveNext()
    {
        if (_single)
        {
            _single = false;
            return true;
        }

        if (_position >= _bytes.Length)
        {
            return false;
        }

        var value = PostingCodec.ReadVarint(_bytes, ref _position);
        Ordinal += (int)(value >> 1);
        Count = (value & 1) == 0 ? 1 : (int)PostingCodec.ReadVarint(_bytes, ref _position);
        return true;
    }
}
