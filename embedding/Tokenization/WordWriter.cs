namespace Agents.Embedding.Tokenization;

/// <summary>Collects the ids of one text: cuts each word into its longest known pieces, from the left.</summary>
internal ref struct WordWriter
{
    private const int RunesMax = 100;

    private readonly Vocabulary _vocabulary;
    private readonly int _idsMax;
    private Span<int> _ids;
    private int _count;
    private int _unknown;

    /// <param name="vocabulary">The known pieces.</param>
    /// <param name="ids">Where to start writing; a larger place is taken from the heap when it is full.</param>
    /// <param name="idsMax">The most ids, the closing one not counted.</param>
    public WordWriter(Vocabulary vocabulary, Span<int> ids, int idsMax)
    {
        _vocabulary = vocabulary;
        _ids = ids;
        _idsMax = idsMax;
    }

    public readonly bool IsFull => _count >= _idsMax;

    /// <summary>Appends an id; ignored when the text is full.</summary>
    public void Add(int id)
    {
        if (IsFull)
        {
            return;
        }

        if (_count == _ids.Length)
        {
            var larger = new int[Math.Min(_idsMax, _count * 2)];
            _ids.CopyTo(larger);
            _ids = larger;
        }

        _ids[_count++] = id;
        _unknown += id == _vocabulary.Special.Unk ? 1 : 0;
    }

    /// <summary>Appends a word's pieces; a word with a part that no piece covers is one unknown piece.</summary>
    public void AddWord(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty || IsFull)
        {
            return;
        }

        // A whole word is the common case and needs no list of pieces.
        if (word.Length <= RunesMax && _vocabulary.TryGetStart(word, out var whole))
        {
            Add(whole);
            return;
        }

        Span<int> pieces = stackalloc int[RunesMax];
        var count = Cut(word, pieces);
        if (count == 0)
        {
            Add(_vocabulary.Special.Unk);
        }

        foreach (var piece in pieces[..count])
        {
            Add(piece);
        }
    }

    public readonly TokenizedText ToTokenizedText(int last)
    {
        var ids = new int[_count + 1];
        _ids[.._count].CopyTo(ids);
        ids[_count] = last;
        return new TokenizedText(ids, _unknown);
    }

    // The number of pieces, 0 for a word that is not wholly covered.
    private readonly int Cut(ReadOnlySpan<char> word, Span<int> pieces)
    {
        if (CountRunes(word) > RunesMax)
        {
            return 0;
        }

        var count = 0;
        for (var start = 0; start < word.Length;)
        {
            var length = Math.Min(
                word.Length - start, start == 0 ? _vocabulary.StartCharsMax : _vocabulary.ContinuationCharsMax);
            var id = 0;
            while (length > 0 && !TryFind(word.Slice(start, length), start == 0, out id))
            {
                length--;
            }

            if (length == 0)
            {
                return 0;
            }

            pieces[count++] = id;
            start += length;
        }

        return count;
    }

    private readonly bool TryFind(ReadOnlySpan<char> piece, bool isStart, out int id) =>
        isStart ? _vocabulary.TryGetStart(piece, out id) : _vocabulary.TryGetContinuation(piece, out id);

    private static int CountRunes(ReadOnlySpan<char> word)
    {
        var count = 0;
        foreach (var c in word)
        {
            count += char.IsLowSurrogate(c) ? 0 : 1;
        }

        return count;
    }
}
