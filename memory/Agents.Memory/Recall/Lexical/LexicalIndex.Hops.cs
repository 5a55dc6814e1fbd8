using System.Buffers;
using Agents.Memory.Recall.Text;

namespace Agents.Memory.Recall.Lexical;

/// <content>What memories that were read lead to.</content>
internal sealed partial class LexicalIndex
{
    // What a memory brings in beyond its rarest words is small talk.
    private const int BridgesMax = 16;

    // Words and characters of a statement. What is longer tells so much that two halves of anything meet in it.
    private const int StatementMax = 64;

    /// <summary>Tells whether a document is short enough to say one thing.</summary>
    public bool IsStatement(int ordinal) => _wordLengths[ordinal] + _gramLengths[ordinal] <= StatementMax;

    /// <summary>Scores the documents that share rare terms with memories that were read.</summary>
    /// <param name="question">The question.</param>
    /// <param name="read">The texts that were read.</param>
    /// <param name="bridged">Receives the BM25 score of the rarest terms that the texts bring in; zero before.</param>
    /// <param name="completed">Receives how much of the question a text and the document hold together, from 0 to 1,
    /// where the document holds a name that the text brings in; zero before.</param>
    /// <returns>Whether the texts lead anywhere.</returns>
    public bool ScoreHop(
        LexicalQuery question, IReadOnlyList<string> read, Span<float> bridged, Span<float> completed)
    {
        var bridges = new Dictionary<ulong, int>();
        foreach (var text in read)
        {
            var held = TextAnalysis.Analyze(text).Terms;
            AddBridges(held, question, bridges);
            Complete(question, Array.ConvertAll(held, term => term.Key), text, completed);
        }

        Score(Rarest(bridges), bridged);
        return bridges.Count > 0;
    }

    /// <remarks>
    /// A text that answers half of a question, and a document that tells the other half of somebody whom the text
    /// names, are one answer. A name, since everything else that two memories share may be chance. One that holds all
    /// of the question leaves nothing open, and one that holds nothing of it answers no half.
    /// </remarks>
    private void Complete(LexicalQuery question, ulong[] held, string text, Span<float> completed)
    {
        var open = new LexicalQuery(Array.FindAll(question.Keys, key => Array.BinarySearch(held, key) < 0), []);
        var names = new Dictionary<ulong, int>();
        AddBridges(TextAnalysis.Analyze(ProperNames.Of(text)).Terms, question, names);
        if (open.Keys.Length == 0 || open.Keys.Length == question.Keys.Length || names.Count == 0)
        {
            return;
        }

        var rented = ArrayPool<float>.Shared.Rent(2 * completed.Length);
        var named = rented.AsSpan(0, completed.Length);
        var told = rented.AsSpan(completed.Length, completed.Length);
        rented.AsSpan(0, 2 * completed.Length).Clear();
        Score(Rarest(names), named);
        var all = Score(open, told);
        var share = all == 0 ? 0 : 1 - (all / Ceiling(question));
        for (var ordinal = 0; ordinal < completed.Length; ordinal++)
        {
            if (named[ordinal] > 0 && told[ordinal] > 0 && IsStatement(ordinal))
            {
                // One mention in a text of common length reaches no more than this of a term's ceiling.
                var rest = Math.Min(1, Bm25.Ceiling * told[ordinal] / all);
                completed[ordinal] = Math.Max(completed[ordinal], (float)(share * rest));
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>Adds the terms that another document shares and the question does not hold, with how many do.</summary>
    private void AddBridges((ulong Key, int Count)[] terms, LexicalQuery question, Dictionary<ulong, int> bridges)
    {
        foreach (var (key, _) in terms)
        {
            var shared = !TermKey.IsUnigram(key) && Postings.TryGet(key, out var cursor) ? cursor.Documents : 0;
            if (shared > 1 && Array.BinarySearch(question.Keys, key) < 0)
            {
                bridges[key] = shared;
            }
        }
    }

    private static LexicalQuery Rarest(Dictionary<ulong, int> bridges)
    {
        var rarest = bridges.OrderBy(bridge => bridge.Value).ThenBy(bridge => bridge.Key).Take(BridgesMax);
        return new LexicalQuery([.. rarest.Select(bridge => bridge.Key).Order()], []);
    }
}
