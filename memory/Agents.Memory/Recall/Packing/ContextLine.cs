using System.Buffers;
using System.Globalization;
using System.Text;
using Agents.Memory.Recall.Text;

namespace Agents.Memory.Recall.Packing;

/// <summary>One memory as one line: <c>[2026-05-08 13:56] Caroline: text</c>.</summary>
/// <remarks>
/// Security: text and author are what somebody wrote and may try to look like something else. A line holds no line
/// break, so nothing in it can begin another memory; what opens a tag is turned into a look-alike, so nothing in it can
/// close or imitate the markers that the block is put between; direction and other invisible controls are taken out.
/// </remarks>
internal static class ContextLine
{
    /// <summary>What stands at the end of a text that was cut.</summary>
    public const string Cut = " …";

    private const string TimeFormat = "yyyy-MM-dd HH:mm";
    private const char TagLookAlike = '‹';

    // What needs no cleaning wherever it stands: printable ASCII but what may open a tag. Most texts are nothing else.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code).Where(c => c != '<')]);

    public static string Prefix(PackCandidate candidate)
    {
        var time = candidate.Time.ToString(TimeFormat, CultureInfo.InvariantCulture);
        return $"[{time}] {Author(candidate.Author)}: ";
    }

    /// <summary>Gives a line without its time, for one that goes on from the line before.</summary>
    public static string WithoutTime(string line) => line[(TimeFormat.Length + "[] ".Length)..];

    /// <summary>Gives a text as part of one line.</summary>
    public static string Clean(string text)
    {
        if (text.Length > 0 && text[0] != ' ' && !text.AsSpan().ContainsAnyExcept(Plain)
            && !text.Contains("  ", StringComparison.Ordinal))
        {
            return text.TrimEnd();
        }

        var clean = new StringBuilder(text.Length);
        var source = TextNormalization.WellFormed(text);
        for (var i = 0; i < source.Length; i++)
        {
            if (IsBreak(source[i]))
            {
                AddSpace(clean);
            }
            else if (!IsInvisible(source, i))
            {
                clean.Append(source[i] is '<' or '＜' && OpensTag(source, i + 1) ? TagLookAlike : source[i]);
            }
        }

        return clean.ToString().TrimEnd();
    }

    // A colon or bracket in a name would let it pass for the line of somebody else.
    private static string Author(string author)
    {
        var clean = Clean(author).Replace(':', ' ').Replace('：', ' ').Replace('[', ' ').Replace(']', ' ').Trim();
        return clean.Length == 0 ? "?" : clean;
    }

    private static void AddSpace(StringBuilder clean)
    {
        if (clean.Length > 0 && clean[^1] != ' ')
        {
            clean.Append(' ');
        }
    }

    private static bool IsBreak(char c) => c == ' ' || char.GetUnicodeCategory(c)
        is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    // Zero-width joiners stay, emoji and several scripts need them. Tag characters lie beyond the BMP.
    private static bool IsInvisible(string text, int index) =>
        text[index] is not ('\u200C' or '\u200D')
        && (char.GetUnicodeCategory(text[index]) == UnicodeCategory.Format
            || IsTagCharacter(text, index)
            || (index > 0 && IsTagCharacter(text, index - 1)));

    private static bool IsTagCharacter(string text, int index) =>
        text[index] == '\uDB40' && index + 1 < text.Length && text[index + 1] is >= '\uDC00' and <= '\uDC7F';

    private static bool OpensTag(string text, int index) =>
        index < text.Length && (
            char.IsAsciiLetter(text[index]) || text[index] is '/' or '!' or '|' or '?' or '／' or '｜');
}
