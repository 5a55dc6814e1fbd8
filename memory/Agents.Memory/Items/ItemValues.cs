using Agents.Memory.Recall.Text;

namespace Agents.Memory.Items;

/// <summary>Compares values as people mean them: case, width, articles and marks at the ends aside.</summary>
internal static class ItemValues
{
    private static readonly string[] Articles = ["the ", "an ", "a ", "my ", "our "];

    public static string Fold(string value)
    {
        var folded = TextNormalization.Fold(value);
        var words = string.Join(' ', folded.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Trim([' ', '.', ',', '!', ';', ':', '"', '\'', '。', '、', '“', '”', '「', '」']);
        var article = Array.Find(Articles, article => words.StartsWith(article, StringComparison.Ordinal));
        return article is null ? words : words[article.Length..];
    }

    /// <summary>Tells whether a value says all that another does.</summary>
    public static bool Covers(string value, string other) => Holds(Fold(value), Fold(other));

    /// <summary>Tells whether one of two values says all that the other does.</summary>
    public static bool Alike(string value, string other) => Covers(value, other) || Covers(other, value);

    /// <summary>Tells whether a text names a value.</summary>
    /// <remarks>In a short text that gives a reason a single Chinese character is a word (遛狗).</remarks>
    public static bool Names(string text, string value) => text.Length > 0 && (Holds(Fold(text), Fold(value))
        || (value.Length == 1 && IsCjk(value[0]) && text.Contains(value, StringComparison.Ordinal)));

    private static bool Holds(string text, string words)
    {
        // A single letter or sign names too many things.
        if (words.Length < 2)
        {
            return text == words && words.Length > 0;
        }

        for (var found = text.IndexOf(words, StringComparison.Ordinal); found >= 0;
            found = text.IndexOf(words, found + 1, StringComparison.Ordinal))
        {
            if (IsBorder(text, found - 1, words[0]) && IsBorder(text, found + words.Length, words[^1]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsCjk(char c) => !char.IsSurrogate(c) && CjkScript.Contains(new System.Text.Rune(c));

    private static bool IsBorder(string text, int index, char side) =>
        index < 0 || index >= text.Length || !char.IsLetterOrDigit(text[index])
        || IsCjk(text[index]) || IsCjk(side);
}
