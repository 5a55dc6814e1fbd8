namespace Agents.Gateway.Chat;

/// <summary>
/// Makes the text that is kept of a turn. A turn's id is the hash of it, so the same rule must hold for every way in.
/// </summary>
internal static class StorableText
{
    private const char Replacement = '\ufffd';

    /// <summary>
    /// Takes injected blocks out, replaces what the memory interface refuses (control characters, half surrogate pairs)
    /// by U+FFFD,
    /// and trims: clients trim answers before they send them back, and the id must stay the same.
    /// </summary>
    public static string Of(string text)
    {
        var kept = PromptBlock.Strip(text).Trim();
        var wrong = IndexOfWrong(kept, 0);
        if (wrong < 0)
        {
            return kept;
        }

        var chars = kept.ToCharArray();
        for (; wrong >= 0; wrong = IndexOfWrong(kept, wrong + 1))
        {
            chars[wrong] = Replacement;
        }

        return new string(chars);
    }

    private static int IndexOfWrong(string text, int start)
    {
        for (var i = start; i < text.Length; i++)
        {
            var c = text[i];
            if (c < ' ' && c is not ('\t' or '\n' or '\r'))
            {
                return i;
            }

            if (char.IsSurrogate(c))
            {
                var paired = i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]);
                if (!paired && !(i > 0 && char.IsSurrogatePair(text[i - 1], c)))
                {
                    return i;
                }
            }
        }

        return -1;
    }
}
