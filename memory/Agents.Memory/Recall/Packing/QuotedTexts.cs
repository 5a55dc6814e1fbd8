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
    private const char FirstCjk = '\u3005';

    private static readonly FrozenSet<ulong> Deciding = FrozenSet.ToFrozenSet(
        Array.ConvertAll<string, ulong>(
            ["not", "no", "never", "none", "yes", "t", "without", "cannot", "不", "没", "无", "非", "未", "别"],
            word => TermKey.Word(word)));

    private readonly List<Quote> _kept = [];

    /// <summary>Reads what an author says, to be compared.</summary>
    public static Quote Read(string author, string text)
    {
        var folded = TextNormalization.Fold(text);
        var words = new List<ulong>();
        ulong decides = 0;
        foreach (var range in WordsOf(folded))
        {
            var word = TermKey.Word(folded.AsSpan(range));
            words.Add(word);
            decides = Deciding.Contains(word) || char.IsDigit(folded[range.Start.Value])
                ? Then(decides, word)
                : decides;
        }

        return new Quote(author, words.Aggregate(0UL, Then), PairsOf(words), decides);
    }

    /// <summary>Tells whether the author is already quoted with this text or nearly so.</summary>
    public bool Hold(Quote asked) => _kept.Exists(kept => kept.Author == asked.Author && Repeats(kept, asked));

    public void Add(Quote quote) => _kept.Add(quote);

    private static bool Repeats(Quote kept, Quote asked) =>
        kept.Words == asked.Words || (kept.Decides == asked.Decides && Overlap(kept.Pairs, asked.Pairs));

    /// <remarks>Most texts have next to nothing in common, which a few of their pairs tell.</remarks>
    private static bool Overlap(ulong[] one, ulong[] other)
    {
        var shared = one.Length;
        var at = 0;
        foreach (var pair in one)
        {
            while (at < other.Length && other[at] < pair)
            {
                at++;
            }

            shared -= at < other.Length && other[at] == pair ? 0 : 1;
            if (shared < OverlapMin * (one.Length + other.Length - shared))
            {
                return false;
            }
        }

        return shared > 0 && shared >= OverlapMin * (one.Length + other.Length - shared);
    }

    /// <summary>Gives the distinct pairs in ascending order.</summary>
    private static ulong[] PairsOf(List<ulong> words)
    {
        var pairs = new ulong[Math.Max(words.Count - 1, 0)];
        for (var i = 0; i < pairs.Length; i++)
        {
            pairs[i] = Then(words[i], words[i + 1]);
        }

        Array.Sort(pairs);
        var distinct = 0;
        for (var i = 0; i < pairs.Length; i++)
        {
            if (i == 0 || pairs[i] != pairs[i - 1])
            {
                pairs[distinct++] = pairs[i];
            }
        }

        return pairs[..distinct];
    }

    private static ulong Then(ulong before, ulong word) => (before * PairMultiplier) + word;

    // Every word with its stop words, and every CJK character; punctuation, case and width are folded away.
    private static List<Range> WordsOf(string folded)
    {
        var words = new List<Range>();
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
                words.Add(start..i);
                start = -1;
            }

            if (single)
            {
                words.Add(i..(i + 1));
            }
        }

        return words;
    }

    private static bool IsCjk(char c) => c >= FirstCjk && CjkScript.Contains(new System.Text.Rune(c));

    /// <summary>What an author says: fingerprints of its words, of their neighbouring pairs, and of those that
    /// decide.</summary>
    public readonly record struct Quote(string Author, ulong Words, ulong[] Pairs, ulong Decides);
}
