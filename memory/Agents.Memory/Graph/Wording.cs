using System.Text;
using Agents.Memory.Extraction.Chinese;
using Agents.Memory.Recall.Text;

namespace Agents.Memory.Graph;

/// <summary>A text as the words by which names and relations are compared: folded, Chinese one character
/// each.</summary>
internal static class Wording
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private static readonly string[] Openers = ["the", "a", "an", "my", "our"];

    /// <summary>Gives the words, at most <paramref name="max"/> and one more where there are more.</summary>
    public static List<string> Of(string text, int max)
    {
        var folded = TextNormalization.Fold(ChineseScripts.Simplified(text));
        var words = new List<string>();
        for (var position = 0; position < folded.Length && words.Count <= max;)
        {
            Rune.DecodeFromUtf16(folded.AsSpan(position), out var rune, out var used);
            if (CjkScript.Contains(rune))
            {
                words.Add(folded.Substring(position, used));
            }
            else if (Rune.IsLetterOrDigit(rune))
            {
                used = LengthOfWord(folded, position);
                words.Add(folded.Substring(position, used));
            }

            position += used;
        }

        return words;
    }

    public static bool IsChinese(string word) =>
        Rune.DecodeFromUtf16(word, out var rune, out _) == System.Buffers.OperationStatus.Done
        && CjkScript.Contains(rune);

    /// <summary>Gives the key of a name, an article or possessive before it aside; 0 where it is none: empty, longer
    /// than a name is, or a single sign.</summary>
    public static ulong KeyOf(string name, int max)
    {
        var words = Of(name, max);
        var first = words.Count > 1 && Openers.Contains(words[0]) ? 1 : 0;
        return words.Count - first > max || words.Count == 0 || (words.Count == 1 && words[0].Length < 2)
            ? 0
            : KeyOf(words, first, words.Count - first);
    }

    /// <summary>Gives the key of words that stand in a row.</summary>
    public static ulong KeyOf(List<string> words, int start, int count)
    {
        var key = (ulong)count;
        for (var i = start; i < start + count; i++)
        {
            key = (key ^ TermKey.Word(words[i])) * Multiplier;
            key ^= key >> 29;
        }

        return key == 0 ? 1 : key;
    }

    /// <summary>Brings the forms of an English word together: lives and living, colour and color.</summary>
    public static string Stem(string word)
    {
        if (word.Length < 3 || word.AsSpan().ContainsAnyExceptInRange('a', 'z'))
        {
            return word;
        }

        Span<char> buffer = stackalloc char[word.Length];
        word.CopyTo(buffer);
        var stem = new string(buffer[..PorterStemmer.Stem(buffer)]);
        return stem.Length > 4 && stem.Contains("our", StringComparison.Ordinal)
            ? stem.Replace("our", "or", StringComparison.Ordinal)
            : stem;
    }

    private static int LengthOfWord(string text, int start)
    {
        var end = start;
        while (end < text.Length)
        {
            Rune.DecodeFromUtf16(text.AsSpan(end), out var rune, out var used);
            if (CjkScript.Contains(rune) || !(Rune.IsLetterOrDigit(rune)
                || Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.NonSpacingMark))
            {
                break;
            }

            end += used;
        }

        return end - start;
    }
}
