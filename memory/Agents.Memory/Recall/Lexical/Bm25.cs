namespace Agents.Memory.Recall.Lexical;

/// <summary>The Okapi BM25 term weight, for one kind of term.</summary>
/// <remarks>
/// Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009, equation 3.15, with the
/// inverse document frequency kept above zero: <c>idf = ln(1 + (N - n + 0.5) / (n + 0.5))</c>.
/// Memories are short, so k1 and b are lower than for pages: a second mention adds little, and length says little.
/// </remarks>
internal readonly ref struct Bm25
{
    private const double K1 = 0.9;
    private readonly ReadOnlySpan<float> _norms;
    private readonly double _b;
    private readonly double _average;

    /// <param name="b">How much a document's length counts, 0 to 1.</param>
    /// <param name="average">The mean length of the documents that hold terms of this kind.</param>
    /// <param name="norms">Room for the norms of short documents, which are nearly all.</param>
    public Bm25(double b, double average, Span<float> norms)
    {
        _b = b;
        _average = Math.Max(average, 1);
        for (var length = 0; length < norms.Length; length++)
        {
            norms[length] = Compute(length);
        }

        _norms = norms;
    }

    /// <summary>Gives the rarity of a term that <paramref name="holding"/> of <paramref name="all"/> documents
    /// hold.</summary>
    public static double InverseDocumentFrequency(int all, int holding) =>
        Math.Log(1 + ((all - holding + 0.5) / (holding + 0.5)));

    /// <summary>Gives the factor that a term's inverse document frequency is multiplied by at most.</summary>
    public static double Ceiling => K1 + 1;

    /// <summary>Gives <c>count / (count + k1 (1 - b + b length / average))</c>, from 0 to 1.</summary>
    public float Saturation(int count, int length)
    {
        var norm = length < _norms.Length ? _norms[length] : Compute(length);
        return count / (count + norm);
    }

    private float Compute(int length) => (float)(K1 * (1 - _b + (_b * length / _average)));
}
