using System.Buffers;

namespace Agents.Memory.Recall.Lexical;

/// <content>What a question asks beyond its words as a whole.</content>
internal sealed partial class LexicalIndex
{
    /// <summary>Adds up the scores of a question and of the best of its parts, each as a share of what it could reach
    /// at most, so that a part does not count less for having fewer words.</summary>
    /// <param name="whole">The question.</param>
    /// <param name="parts">The things that it asks; with none the whole alone counts, as BM25 gives it.</param>
    /// <param name="scores">One entry an ordinal, zero before.</param>
    /// <returns>The score that no document can exceed.</returns>
    public double Score(LexicalQuery whole, IReadOnlyList<LexicalQuery> parts, Span<float> scores)
    {
        var best = Score(whole, scores);
        if (parts.Count == 0 || best == 0)
        {
            return best;
        }

        var rented = ArrayPool<float>.Shared.Rent(2 * scores.Length);
        var part = rented.AsSpan(0, scores.Length);
        var top = rented.AsSpan(scores.Length, scores.Length);
        top.Clear();
        foreach (var query in parts)
        {
            part.Clear();
            var most = Score(query, part);
            var share = most == 0 ? 0 : (float)(1 / most);
            for (var ordinal = 0; ordinal < part.Length; ordinal++)
            {
                top[ordinal] = Math.Max(top[ordinal], share * part[ordinal]);
            }
        }

        for (var ordinal = 0; ordinal < scores.Length; ordinal++)
        {
            scores[ordinal] = (float)(scores[ordinal] / best) + top[ordinal];
        }

        ArrayPool<float>.Shared.Return(rented);
        return 2;
    }

    /// <summary>Adds up the rarity of the pairs of words that each document holds side by side, as the question
    /// does.</summary>
    /// <param name="query">The question.</param>
    /// <param name="scores">One entry an ordinal, zero before.</param>
    /// <returns>Whether any document holds one.</returns>
    public bool ScorePhrases(LexicalQuery query, Span<float> scores)
    {
        var any = false;
        var holding = new List<int>();
        foreach (var (first, second) in query.Pairs)
        {
            holding.Clear();
            if (Postings.TryGet(first, out var one) && Postings.TryGet(second, out var other))
            {
                AddHolding(one, other, PhraseColumn.HashOf(first, second), holding);
            }

            any |= holding.Count > 0;
            var rarity = (float)Bm25.InverseDocumentFrequency(Documents, holding.Count);
            foreach (var ordinal in holding)
            {
                scores[ordinal] += rarity;
            }
        }

        return any;
    }

    private void AddHolding(PostingCursor one, PostingCursor other, ushort pair, List<int> holding)
    {
        var more = one.MoveNext() && other.MoveNext();
        while (more)
        {
            if (one.Ordinal < other.Ordinal)
            {
                more = one.MoveNext();
            }
            else if (one.Ordinal > other.Ordinal)
            {
                more = other.MoveNext();
            }
            else
            {
                if (Phrases[one.Ordinal].Contains(pair))
                {
                    holding.Add(one.Ordinal);
                }

                more = one.MoveNext() && other.MoveNext();
            }
        }
    }

    private static ushort[] HashesOf((ulong First, ulong Second)[] pairs) =>
        Array.ConvertAll(pairs, pair => PhraseColumn.HashOf(pair.First, pair.Second));
}
