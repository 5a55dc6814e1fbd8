using System.Collections.Frozen;
using Agents.Memory.Recall.Text;

namespace Agents.Memory.Recall.Packing;

/// <summary>The texts that a block holds already, to tell what would say one of them again.</summary>
/// <remarks>
/// Texts are the same when their words are, and nearly so when they share <see cref="OverlapMin"/> of their pairs of
/// neighbouring words (Jaccard) and every number, negation and yes or no: one changed digit or "not" in a long text is
/// another statement, not a repetition.
/// </remarks>
internal sealed class QuotedTexts
{
    private const double OverlapMin = 0.9;
    private const ulong PairMultiplier = 0x9E3779B97F4A7C15;

    private static readonly FrozenSet<string> Deciding = FrozenSet.ToFrozenSet(
    [
        "not", "no", "never", "none", "yes", "t", "without", "cannot", "不", "没", "无", "非", "未", "别",
    ]);

    private readonly List<Quote> _kept = [];

    /// <summary>Reads what an author says, to be compared.</summary>
    public static Quote Read(string author, string text)
    {
        var words = WordsOf(text);
        var decides = words.Where(word => Deciding.Contains(word) || char.IsDigit(word[0]));
        return new Quote(author, string.Join(' ', words), PairsOf(words), string.Join(' ', decides));
    }

    /// <summary>Tells whether the author is already quoted with this text or nearly so.</summary>
    public bool Hold(Quote asked) => _kept.Exists(kept => kept.Author == asked.Author && Repeats(kept, asked));

    public void Add(Quote quote) => _kept.Add(quote);

    private static bool Repeats(Quote kept, Quote asked) =>
        kept.Words == asked.Words
        || (kept.Decides == asked.Decides && Overlap(kept.Pairs, asked.Pairs));

    /// <remarks>Most texts have next to nothing in common, which a few of their pairs tell.</remarks>
    private static bool Overlap(HashSet<ulong> one, HashSet<ulong> other)
    {
        var shared = one.Count;
        foreach (var pair in one)
        {
            shared -= other.Contains(pair) ? 0 : 1;
            if (shared < OverlapMin * (one.Count + other.Count - shared))
            {
                return false;
            }
        }

        return shared > 0 && shared >= OverlapMin * (one.Count + other.Count - shared);
    }

    private static HashSet<ulong> PairsOf(List<string> words)
    {
        var pairs = new HashSet<ulong>();
        for (var i = 1; i < words.Count; i++)
        {
            pairs.Add((TermKey.Word(words[i - 1]) * PairMultiplier) + TermKey.Word(words[i]));
        }

        return pairs;
    }

    // Every word with its stop words, and every CJK character; punctuation, case and width are folded away.
    private static List<string> WordsOf(string text)
    {
        var folded = TextNormalization.Fold(text);
        var words = new List<string>();
        var start = -1;
        for (var i = 0; i <= folded.Length; i++)
        {
            var single = i < folded.Length && (char.IsSurrogate(folded[i]) || IsCjk(folded[i]));
            if (i < folded.Length && char.IsLetterOrDigit(folded[i]) && !single)
            {
                start = start < 0 ? i : start;
                continue;
            }

            if (start >= 0)
            {
                words.Add(folded[start..i]);
                start = -1;
            }

            if (single)
            {
                words.Add(folded[i].ToString());
            }
        }

        return words;
    }

    private static bool IsCjk(char c) => CjkScript.Contains(new System.Text.Rune(c));

    /// <summary>What an author says, as words and as pairs of neighbouring words.</summary>
    public readonly record struct Quote(string Author, string Words, HashSet<ulong> Pairs, string Decides);
}
