namespace Agents.Embedding.Tokenization;

/// <summary>A text, or a pair of two, as the model reads it.</summary>
/// <param name="Ids">The ids of its word pieces, the first and last special tokens included; at least 2.</param>
/// <param name="Unknown">How many of the word pieces stand for something that the vocabulary lacks.</param>
internal readonly record struct TokenizedText(int[] Ids, int Unknown)
{
    /// <summary>How many ids from the first belong to the first text of a pair; all of them where there is no
    /// second.</summary>
    public int FirstLength { get; init; } = Ids.Length;

    /// <summary>The share of word pieces that are unknown, 0 to 1; 0 for a text without any.</summary>
    public double UnknownShare => Ids.Length <= 2 ? 0 : (double)Unknown / (Ids.Length - 2);

    /// <summary>Whether the model cannot make sense of the text: its vocabulary lacks too much of it.</summary>
    public bool IsUnreadable => UnknownShare > UnknownShareMax;

    // As for vectors: three words in ten may be names.
    private const double UnknownShareMax = 0.30;

    /// <summary>Joins two texts as BERT reads pairs: <c>[CLS] first [SEP] second [SEP]</c>.</summary>
    /// <remarks>What is too long is cut from the longer of the two until both are equally long, and then from both
    /// alike: the strategy that the Hugging Face tokenizers call longest first.</remarks>
    /// <param name="first">The first text; its ids begin and end with the special tokens that the pair takes
    /// over.</param>
    /// <param name="second">The second text.</param>
    /// <param name="lengthMax">The most ids of the pair; at least 3.</param>
    public static TokenizedText Pair(TokenizedText first, TokenizedText second, int lengthMax)
    {
        var room = lengthMax - 3;
        var (one, two) = (first.Ids.Length - 2, second.Ids.Length - 2);
        if (one + two > room)
        {
            var shorter = Math.Min(Math.Min(one, two), room / 2);
            (one, two) = one > two ? (room - shorter, shorter) : (shorter, room - shorter);
        }

        var separator = first.Ids[^1];
        int[] ids =
            [.. first.Ids.AsSpan(0, 1 + one), separator, .. second.Ids.AsSpan(1, two), separator];
        return new TokenizedText(ids, first.Unknown + second.Unknown) { FirstLength = one + 2 };
    }
}
