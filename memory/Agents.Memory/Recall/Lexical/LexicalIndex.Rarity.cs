using Agents.Memory.Recall.Text;

namespace Agents.Memory.Recall.Lexical;

/// <content>How much documents say that others do not.</content>
internal sealed partial class LexicalIndex
{
    // In whole numbers, so that the order in which terms stand in the table does not count.
    private const double RarityUnit = 256;

    // A character begins a pair and a triple, and a Chinese word has about two.
    private const double GramShare = 0.25;

    /// <summary>Adds up for every document how rare its terms are, in 256ths of a logarithm, in one pass over the
    /// postings.</summary>
    /// <param name="rarities">One entry an ordinal, zero before.</param>
    public void AddRarities(Span<long> rarities)
    {
        for (var slot = 0; slot < Postings.Slots; slot++)
        {
            if (!Postings.TryGetAt(slot, out var key, out var cursor) || TermKey.IsUnigram(key))
            {
                continue;
            }

            var share = TermKey.IsGram(key) ? GramShare : 1;
            var rarity = (long)Math.Round(
                RarityUnit * share * Bm25.InverseDocumentFrequency(Documents, cursor.Documents));
            while (cursor.MoveNext())
            {
                rarities[cursor.Ordinal] += rarity;
            }
        }
    }
}
