using Agents.Memory.Recall.Columns;
using Agents.Memory.Recall.Text;

namespace Agents.Memory.Recall.Lexical;

/// <summary>BM25 over stemmed words and CJK n-grams, exact after every change.</summary>
/// <remarks>
/// Words and n-grams are two kinds of terms with their own lengths and averages, whose scores add up: a question may
/// hold both. A single character says less than a pair, so unigrams count for <see cref="UnigramWeight"/>.
/// </remarks>
internal sealed partial class LexicalIndex
{
    private const double WordB = 0.4;
    private const double GramB = 0.1;
    private const double UnigramWeight = 0.3;
    private const int NormsMax = 256;

    // One memory tells little of how rare a word is: where it is all that there is, a word that it holds would count a
    // fifth of one that it lacks, and what a question says beyond its words would pass for missing. In a store of this
    // size the first counts two thirds of the second, and in the largest nine tenths. Rarity is taken as in one of it.
    private const int RarityDocumentsMin = 10;
    private const int InitialDocuments = 16;

    private ushort[] _wordLengths = new ushort[InitialDocuments];
    private ushort[] _gramLengths = new ushort[InitialDocuments];
    private LengthTotal _words;
    private LengthTotal _grams;

    public PostingStore Postings { get; } = new();

    public PhraseColumn Phrases { get; } = new();

    /// <summary>Gets the number of documents that are indexed.</summary>
    public int Documents { get; private set; }

    public long Bytes => Postings.Bytes + Phrases.Bytes + (_wordLengths.LongLength * 2 * sizeof(ushort));

    /// <summary>Indexes a document that is not indexed.</summary>
    public void Add(int ordinal, AnalyzedText analyzed)
    {
        SetLengths(ordinal, analyzed.Words, analyzed.Grams);
        foreach (var (key, count) in analyzed.Terms)
        {
            Postings.Add(key, ordinal, count);
        }

        Phrases.Set(ordinal, HashesOf(analyzed.Pairs));
    }

    /// <summary>Takes documents out. Nothing of them is left, as if they had never been added.</summary>
    /// <param name="removed">One entry an ordinal; true for each indexed document that goes.</param>
    public void Remove(ReadOnlySpan<bool> removed)
    {
        Postings.Remove(removed);
        for (var ordinal = 0; ordinal < removed.Length; ordinal++)
        {
            if (removed[ordinal])
            {
                _words = _words.Less(_wordLengths[ordinal]);
                _grams = _grams.Less(_gramLengths[ordinal]);
                _wordLengths[ordinal] = 0;
                _gramLengths[ordinal] = 0;
                Phrases.Clear(ordinal);
                Documents--;
            }
        }
    }

    /// <summary>Gives the lengths of a document in words and in characters of n-grams.</summary>
    public (ushort Words, ushort Grams) LengthsOf(int ordinal) => (_wordLengths[ordinal], _gramLengths[ordinal]);

    /// <summary>Records a document's lengths without its terms, which a snapshot holds apart.</summary>
    public void SetLengths(int ordinal, int words, int grams)
    {
        Grow(ordinal);
        _wordLengths[ordinal] = (ushort)Math.Min(words, ushort.MaxValue);
        _gramLengths[ordinal] = (ushort)Math.Min(grams, ushort.MaxValue);
        _words = _words.With(_wordLengths[ordinal]);
        _grams = _grams.With(_gramLengths[ordinal]);
        Documents++;
    }

    /// <summary>Adds up the BM25 score of every document.</summary>
    /// <param name="query">The question.</param>
    /// <param name="scores">One entry an ordinal, zero before; zero after means that no term matches.</param>
    /// <returns>The score that no document can exceed; 0 when the question has no term that could be found.</returns>
    public double Score(LexicalQuery query, Span<float> scores)
    {
        var words = new Bm25(WordB, _words.Average, stackalloc float[NormsMax]);
        var grams = new Bm25(GramB, _grams.Average, stackalloc float[NormsMax]);
        foreach (var key in query.Keys)
        {
            if (!Postings.TryGet(key, out var cursor))
            {
                continue;
            }

            if (TermKey.IsGram(key))
            {
                AddTerm(cursor, (float)WeightOf(key, cursor.Documents), grams, _gramLengths, scores);
            }
            else
            {
                AddTerm(cursor, (float)WeightOf(key, cursor.Documents), words, _wordLengths, scores);
            }
        }

        return Ceiling(query);
    }

    /// <summary>Gives the score that no document can exceed; 0 when the question has no term that could be
    /// found.</summary>
    private double Ceiling(LexicalQuery query)
    {
        double best = 0;
        foreach (var key in query.Keys)
        {
            var found = Postings.TryGet(key, out var cursor);

            // A run of characters that nobody ever wrote mostly crosses two words; it is no word that is missed.
            var missed = found || !TermKey.IsGram(key) || TermKey.IsUnigram(key);
            best += missed ? WeightOf(key, found ? cursor.Documents : 0) : 0;
        }

        return best;
    }

    private double WeightOf(ulong key, int holding) =>
        (TermKey.IsUnigram(key) ? UnigramWeight : 1)
        * Bm25.InverseDocumentFrequency(Math.Max(Documents, RarityDocumentsMin), holding) * Bm25.Ceiling;

    private static void AddTerm(PostingCursor cursor, float weight, Bm25 model, ushort[] lengths, Span<float> scores)
    {
        while (cursor.MoveNext())
        {
            scores[cursor.Ordinal] += weight * model.Saturation(cursor.Count, lengths[cursor.Ordinal]);
        }
    }

    private void Grow(int ordinal)
    {
        if (ordinal >= _wordLengths.Length)
        {
            var capacity = Growth.Next(_wordLengths.Length, ordinal + 1);
            Array.Resize(ref _wordLengths, capacity);
            Array.Resize(ref _gramLengths, capacity);
        }
    }

    private readonly record struct LengthTotal(long Sum, int Documents)
    {
        public double Average => Documents == 0 ? 0 : (double)Sum / Documents;

        public LengthTotal With(int length) => new(Sum + length, Documents + (length > 0 ? 1 : 0));

        public LengthTotal Less(int length) => new(Sum - length, Documents - (length > 0 ? 1 : 0));
    }
}
