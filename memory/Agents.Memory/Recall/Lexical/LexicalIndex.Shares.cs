namespace Agents.Memory.Recall.Lexical;

/// <content>What a few documents say of a question, term by term.</content>
internal sealed partial class LexicalIndex
{
    /// <summary>The most documents that <see cref="Holding"/> looks at.</summary>
    public const int HoldersMax = 32;

    /// <summary>Tells which of a few documents hold each term of a question, and what the term is worth.</summary>
    /// <param name="query">The question.</param>
    /// <param name="ordinals">The documents, ascending.</param>
    /// <returns>For each of the question's keys a bit for each document.</returns>
    public (uint Holders, double Worth)[] Holding(LexicalQuery query, ReadOnlySpan<int> ordinals)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ordinals.Length, HoldersMax);
        var holding = new (uint Holders, double Worth)[query.Keys.Length];
        for (var i = 0; i < holding.Length; i++)
        {
            if (Postings.TryGet(query.Keys[i], out var cursor))
            {
                holding[i] = (HoldersOf(cursor, ordinals), WeightOf(query.Keys[i], cursor.Documents));
            }
        }

        return holding;
    }

    private static uint HoldersOf(PostingCursor cursor, ReadOnlySpan<int> ordinals)
    {
        var holders = 0u;
        var at = 0;
        while (at < ordinals.Length && cursor.MoveNext())
        {
            while (at < ordinals.Length && ordinals[at] < cursor.Ordinal)
            {
                at++;
            }

            if (at < ordinals.Length && ordinals[at] == cursor.Ordinal)
            {
                holders |= 1u << at;
            }
        }

        return holders;
    }
}
