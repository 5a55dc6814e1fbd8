namespace Agents.Memory.Recall.Text;

/// <summary>Finds the sentences of a text in English and Chinese.</summary>
internal static class Sentences
{
    // Each part is looked up by itself. What a long letter wants stands at its end.
    private const int PartsMax = 8;

    /// <summary>Finds where the sentence that starts at <paramref name="start"/> ends, its closing marks
    /// included.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the sentence begins.</param>
    /// <param name="asks">Whether a question mark is among the closing marks.</param>
    /// <returns>The first index after the sentence, greater than <paramref name="start"/> unless the text ends
    /// there.</returns>
    public static int EndOf(ReadOnlySpan<char> text, int start, out bool asks)
    {
        asks = false;
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] is '\n' or '\r')
            {
                return i + 1;
            }

            if (!IsMark(text[i]))
            {
                continue;
            }

            var end = i;
            while (end < text.Length && (IsMark(text[end]) || IsCloser(text[end])))
            {
                asks |= text[end] is '?' or '？';
                end++;
            }

            // A stop inside a number, a web address or a file name ends nothing; a Chinese one always does.
            if (end == text.Length || char.IsWhiteSpace(text[end]) || text[i] > 127 || text[end] > 127)
            {
                return end;
            }

            asks = false;
            i = end - 1;
        }

        return text.Length;
    }

    /// <summary>Splits a question into the things that it asks.</summary>
    /// <returns>The sentences that ask, or all of them where none ends in a question mark; none where the question is
    /// one sentence, which is no part but the whole.</returns>
    public static List<string> Asked(string question)
    {
        var all = new List<string>();
        var asking = new List<string>();
        for (var start = 0; start < question.Length;)
        {
            var end = EndOf(question, start, out var asks);
            if (HasContent(question.AsSpan(start, end - start)))
            {
                all.Add(question[start..end]);
                if (asks)
                {
                    asking.Add(all[^1]);
                }
            }

            start = end;
        }

        var parts = asking.Count > 0 ? asking : all;
        return all.Count < 2 ? [] : parts[Math.Max(0, parts.Count - PartsMax)..];
    }

    /// <summary>Gives the share of a text's sentences that end in a question mark, from 0 to 1.</summary>
    public static double AskingShare(ReadOnlySpan<char> text)
    {
        var sentences = 0;
        var asking = 0;
        for (var start = 0; start < text.Length;)
        {
            var end = EndOf(text, start, out var asks);
            if (HasContent(text[start..end]))
            {
                sentences++;
                asking += asks ? 1 : 0;
            }

            start = end;
        }

        return sentences == 0 ? 0 : (double)asking / sentences;
    }

    private static bool HasContent(ReadOnlySpan<char> sentence)
    {
        foreach (var c in sentence)
        {
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsMark(char c) => c is '.' or '!' or '?' or '。' or '！' or '？' or '…' or '；' or '．' or '｡';

    private static bool IsCloser(char c) => c is '"' or '\'' or ')' or ']' or '”' or '’' or '」' or '』' or '）';
}
