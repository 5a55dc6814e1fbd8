using Agents.Memory.Recall.Text;

namespace Agents.Memory.Recall.Packing;

/// <summary>Cuts a text at the end of a sentence; where none ends in time, between two words.</summary>
internal static class TextCutter
{
    /// <summary>Less of a sentence than this is a scrap that helps nobody.</summary>
    public const int ScrapTokens = 32;

    // No tokenizer packs running text into fewer tokens than this; what lies beyond cannot fit and is not looked at.
    private const int CharsPerTokenMax = 16;

    /// <summary>Gives the line with as much of the text as fits, or null when nothing worth keeping does.</summary>
    /// <param name="prefix">What stands before the text in its line.</param>
    /// <param name="text">The clean text.</param>
    /// <param name="tokens">The most tokens that the line may have.</param>
    /// <param name="counter">Counts the tokens.</param>
    public static string? Cut(string prefix, string text, int tokens, ITokenCounter counter)
    {
        var length = (int)Math.Clamp((long)tokens * CharsPerTokenMax, 0, text.Length);
        return Longest(prefix, text, SentenceEnds(text, length), tokens, counter)
            ?? (tokens < ScrapTokens ? null : Longest(prefix, text, WordEnds(text, length), tokens, counter));
    }

    private static string? Longest(string prefix, string text, List<int> ends, int tokens, ITokenCounter counter)
    {
        var low = 0;
        var high = ends.Count;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (counter.Count(LineOf(prefix, text, ends[middle - 1])) <= tokens)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low == 0 ? null : LineOf(prefix, text, ends[low - 1]);
    }

    private static List<int> SentenceEnds(string text, int length)
    {
        var ends = new List<int>();
        for (var end = 0; end < length;)
        {
            end = Sentences.EndOf(text, end, out _);
            if (end <= length && end < text.Length)
            {
                ends.Add(end);
            }
        }

        return ends;
    }

    private static List<int> WordEnds(string text, int length)
    {
        var ends = new List<int>();
        for (var i = 1; i < length; i++)
        {
            var between = char.IsWhiteSpace(text[i]) || (text[i] >= 0x2E80 && !char.IsLowSurrogate(text[i]));
            if (between && !char.IsWhiteSpace(text[i - 1]))
            {
                ends.Add(i);
            }
        }

        return ends;
    }

    private static string LineOf(string prefix, string text, int end) =>
        string.Concat(prefix, text.AsSpan(0, end).TrimEnd(), ContextLine.Cut);
}
