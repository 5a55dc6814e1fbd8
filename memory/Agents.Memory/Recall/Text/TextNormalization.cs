using System.Text;

namespace Agents.Memory.Recall.Text;

/// <summary>Brings texts that mean the same to the same characters.</summary>
internal static class TextNormalization
{
    // A byte order mark that was read the wrong way round.
    private const char NoCharacter = '\uFFFE';

    /// <summary>Folds width and compatibility forms (NFKC) and lower-cases. What is no character becomes
    /// U+FFFD.</summary>
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.ToLowerInvariant();
        }

        var valid = WellFormed(text);
        return valid.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
    }

    /// <summary>Replaces unpaired surrogates and U+FFFE, on which normalisation would throw.</summary>
    public static string WellFormed(string text)
    {
        StringBuilder? repaired = null;
        for (var i = 0; i < text.Length; i++)
        {
            var paired = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (text[i] == NoCharacter || (!paired && char.IsSurrogate(text[i])))
            {
                repaired ??= new StringBuilder(text);
                repaired[i] = '\uFFFD';
            }

            i += paired ? 1 : 0;
        }

        return repaired?.ToString() ?? text;
    }

    /// <summary>Brings a text to what a sentence model has in its vocabulary: full-width letters and digits become
    /// plain ones, and marks that nobody sees (zero width, writing direction) go. Other texts stay as they are, the
    /// same object.</summary>
    public static string ForModel(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }

        const int FullWidthShift = '０' - '0';
        StringBuilder? kept = null;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var wide = c is (>= '０' and <= '９') or (>= 'Ａ' and <= 'Ｚ') or (>= 'ａ' and <= 'ｚ');
            if (wide || IsUnseen(c))
            {
                kept ??= new StringBuilder(text, 0, i, text.Length);
                if (wide)
                {
                    kept.Append((char)(c - FullWidthShift));
                }
            }
            else
            {
                kept?.Append(c);
            }
        }

        return kept?.ToString() ?? text;
    }

    // The joiner of emoji (U+200D) stays: a family would fall apart without it.
    private static bool IsUnseen(char c) =>
        c != '\u200D' && char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format;

    /// <summary>Takes the accents off Latin letters: café and cafe are one word.</summary>
    public static string WithoutAccents(string word)
    {
        var kept = new StringBuilder(word.Length);
        foreach (var c in word.Normalize(NormalizationForm.FormD))
        {
            if (char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.NonSpacingMark)
            {
                kept.Append(c);
            }
        }

        return kept.ToString();
    }
}
