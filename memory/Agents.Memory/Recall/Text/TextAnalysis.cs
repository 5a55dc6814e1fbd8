using System.Runtime.InteropServices;
using System.Text;

namespace Agents.Memory.Recall.Text;

/// <summary>Turns text into index terms: stemmed words, and uni-, bi- and trigrams of CJK characters.</summary>
/// <remarks>Both kinds may stand in one text. Documents and questions go through the same analysis.
/// Stateless.</remarks>
internal static class TextAnalysis
{
    // Longer runs of letters are data (base64, hashes), which nobody asks for by a word.
    private const int WordCharsMax = 64;

    public static AnalyzedText Analyze(string text)
    {
        var folded = TextNormalization.Fold(text);
        var keys = new List<ulong>(folded.Length / 4);
        var pairs = new List<(ulong First, ulong Second)>();
        var tells = AnswerTypes.None;
        var words = 0;
        var grams = 0;
        var position = 0;
        while (position < folded.Length)
        {
            Rune.DecodeFromUtf16(folded.AsSpan(position), out var rune, out var used);
            if (CjkScript.Contains(rune))
            {
                position = AddGrams(folded, position, keys, ref grams);
            }
            else if (Rune.IsLetterOrDigit(rune))
            {
                var before = keys.Count == 0 ? 0 : keys[^1];
                var count = words;
                position = AddWord(folded, position, keys, ref words, ref tells);
                if (words > count && before != 0 && !TermKey.IsGram(before))
                {
                    pairs.Add((before, keys[^1]));
                }
            }
            else
            {
                position += used;
            }
        }

        tells |= grams > 0 ? AnswerTypeReader.ChineseTypesOf(folded) : AnswerTypes.None;
        return new AnalyzedText(Count(keys), [.. pairs], words, grams, tells);
    }

    private static int AddWord(string text, int start, List<ulong> keys, ref int words, ref AnswerTypes tells)
    {
        var end = start;
        var letters = true;
        var ascii = true;
        while (end < text.Length)
        {
            Rune.DecodeFromUtf16(text.AsSpan(end), out var rune, out var used);
            if (CjkScript.Contains(rune) || !(Rune.IsLetterOrDigit(rune) || IsMark(rune)))
            {
                break;
            }

            letters &= rune.Value is >= 'a' and <= 'z';
            ascii &= rune.IsAscii;
            end += used;
        }

        var word = ascii ? text.AsSpan(start, end - start) : TextNormalization.WithoutAccents(text[start..end]);
        if (word.Length is 0 or > WordCharsMax || StopWords.Contains(word))
        {
            return end;
        }

        tells |= AnswerTypeReader.TypesOf(word);
        words++;
        keys.Add(letters || !ascii ? Stemmed(word) : TermKey.Word(word));
        return end;
    }

    private static ulong Stemmed(ReadOnlySpan<char> word)
    {
        if (word.ContainsAnyExceptInRange('a', 'z'))
        {
            return TermKey.Word(word);
        }

        Span<char> buffer = stackalloc char[WordCharsMax];
        word.CopyTo(buffer);
        return TermKey.Word(buffer[..PorterStemmer.Stem(buffer[..word.Length])]);
    }

    private static int AddGrams(string text, int start, List<ulong> keys, ref int grams)
    {
        Rune first = default;
        Rune second = default;
        var length = 0;
        var position = start;
        while (position < text.Length)
        {
            Rune.DecodeFromUtf16(text.AsSpan(position), out var third, out var used);
            if (!CjkScript.Contains(third))
            {
                break;
            }

            position += used;
            length++;
            AddEndingAt(keys, first, second, third, length);
            (first, second) = (second, third);
        }

        grams += length;
        return position;
    }

    // An n-gram of function characters alone is in nearly every sentence; it would drown the rest and fill the index.
    // Triples are most of the distinct terms and say least beyond their pairs: only those of content alone are kept.
    private static void AddEndingAt(List<ulong> keys, Rune first, Rune second, Rune third, int length)
    {
        var ends = !CjkScript.IsFunction(third);
        if (ends)
        {
            keys.Add(TermKey.Gram(third));
        }

        var middle = length >= 2 && !CjkScript.IsFunction(second);
        if (length >= 2 && (ends || middle))
        {
            keys.Add(TermKey.Gram(second, third));
        }

        if (length >= 3 && ends && middle && !CjkScript.IsFunction(first))
        {
            keys.Add(TermKey.Gram(first, second, third));
        }
    }

    private static bool IsMark(Rune rune) => !rune.IsAscii && Rune.GetUnicodeCategory(rune)
        is System.Globalization.UnicodeCategory.NonSpacingMark
            or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    private static (ulong Key, int Count)[] Count(List<ulong> keys)
    {
        keys.Sort();
        var sorted = CollectionsMarshal.AsSpan(keys);
        var distinct = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            distinct += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
        }

        var terms = new (ulong Key, int Count)[distinct];
        var last = -1;
        foreach (var key in sorted)
        {
            if (last >= 0 && terms[last].Key == key)
            {
                terms[last].Count++;
            }
            else
            {
                terms[++last] = (key, 1);
            }
        }

        return terms;
    }
}
