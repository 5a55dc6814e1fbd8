using System.Collections.Frozen;

namespace Agents.Memory.Recall.Text;

/// <summary>English words that say nothing about what a text is about.</summary>
/// <remarks>
/// Question words belong to them: a question repeats them and its answer does not. The last row is what an apostrophe
/// leaves behind (<c>don't</c> is read as <c>don</c> and <c>t</c>).
/// </remarks>
internal static class StopWords
{
    private static readonly FrozenSet<string> English = FrozenSet.ToFrozenSet(
    [
        "a", "an", "the", "and", "or", "but", "if", "so", "than", "then", "of", "to", "in", "on", "at", "for", "by",
        "with", "as", "from", "into", "about", "over", "is", "are", "was", "were", "be", "been", "being", "am", "do",
        "does", "did", "done", "has", "have", "had", "having", "i", "you", "he", "she", "it", "we", "they", "me",
        "him", "her", "us", "them", "my", "your", "his", "hers", "its", "our", "their", "mine", "yours", "ours",
        "theirs", "this", "that", "these", "those", "there", "here", "what", "when", "where", "who", "whom", "whose",
        "which", "how", "why", "would", "could", "should", "can", "will", "shall", "may", "might", "must", "not",
        "no", "nor", "just", "very", "too", "also", "any", "some", "such",
        "s", "t", "re", "ve", "ll", "d", "m", "don", "didn", "doesn", "isn", "wasn", "weren", "aren", "haven", "hasn",
        "hadn", "won", "wouldn", "couldn", "shouldn",
    ]);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        English.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Says whether a lower-case word is a stop word.</summary>
    public static bool Contains(ReadOnlySpan<char> word) => word.Length <= 8 && Lookup.Contains(word);
}
