using System.Text.RegularExpressions;
using Agents.Memory.Recall.Text;

namespace Agents.Memory.Extraction;

/// <summary>A stretch of a text: <c>Start &lt;= i &lt; End</c>.</summary>
internal readonly record struct Stretch(int Start, int End)
{
    public int Length => End - Start;

    public string Of(string text) => text[Start..End];
}

/// <summary>Finds the sentences of a turn in the words of the one who speaks.</summary>
internal static class SentenceReader
{
    // What is longer is a document; people state what is to be remembered in short.
    public const int TextMax = 20_000;

    private const int SentenceMax = 400;

    /// <summary>Gives the sentences, and which of them ask. Code, quoted lines and what stands in quotation marks are
    /// blanked out, places kept.</summary>
    public static IEnumerable<(Stretch At, string Blanked, bool Asks)> All(string text)
    {
        var blanked = Blanked(text.Length > TextMax ? text[..TextMax] : text);
        for (var start = 0; start < blanked.Length;)
        {
            var end = Sentences.EndOf(blanked, start, out var asks);
            while (end < blanked.Length && Title.IsMatch(blanked.AsSpan(start, end - start)))
            {
                end = Sentences.EndOf(blanked, end, out asks);
            }

            if (end - start is > 2 and <= SentenceMax)
            {
                yield return (new Stretch(start, end), blanked[start..end], asks);
            }

            start = end;
        }
    }

    /// <summary>Blanks out what is no statement of the one who writes: code, quoted lines, spoken words.</summary>
    public static string Blanked(string text) => Quoted.Replace(text, match => new string(' ', match.Length));

    // Code fences, lines that quote, and spoken words: none is a statement of the one who writes. A single mark opens a
    // quotation after no letter, and closes it before none: "the parents' committee" is none.
    private static Regex Quoted { get; } = Patterns.New(
        "```.*?(?:```|\\z)|`[^`\n]*`|^[ \\t]*>[^\n]*|(?<![\\p{L}\\p{N}])\"[^\"]{1,2000}\"|\"[^\"\n]{0,300}\""
            + "|“[^”]{0,2000}”|「[^」\n]{0,300}」|『[^』\n]{0,300}』"
            + "|(?<![\\p{L}\\p{N}'’])(?:'(?!(?:em|til|cause|bout|n|tis|twas|\\d0s)\\b)[^'\\s](?:[^'\n]|'(?=\\p{L}))"
            + "{1,600}'|‘[^\\s‘](?:[^‘’\n]|’(?=\\p{L})){1,600}’)(?![\\p{L}\\p{N}])",
        RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    // A full stop after a title ends no sentence.
    private static Regex Title { get; } = Patterns.New(@"\b(?:Dr|Mr|Mrs|Ms|Prof|St|Jr"
        + @"|Sr)\.\s*$", RegexOptions.CultureInvariant);
}
