using System.Globalization;
using System.Text;
using Agents.Memory.Recall.Text;

namespace Agents.Memory.Extraction.Model;

/// <summary>A text with case, width, kinds of quotation marks and runs of white space folded, each character knowing
/// where it stood.</summary>
/// <remarks>White space beside a character of a script without spaces is left out: models put it there.</remarks>
internal sealed class FoldedText
{
    private static readonly char[] Ends =
    [
        ' ', '.', ',', '!', ';', ':', '?', '"', '\'', '。', '、', '「', '」', '『', '』', '~', '`', '*', '(', ')', '[', ']',
    ];

    private readonly List<int> _starts = [];
    private readonly List<int> _ends = [];
    private readonly StringBuilder _folded = new();
    private int? _space;

    public FoldedText(string text)
    {
        var valid = TextNormalization.WellFormed(text);
        for (var at = 0; at < valid.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(valid.AsSpan(at));
            Add(valid.Substring(at, length), at, at + length);
            at += length;
        }

        Folded = _folded.ToString();
    }

    public string Folded { get; }

    /// <summary>Folds words to look for, without marks at their ends.</summary>
    public static string Needle(string words) => new FoldedText(words).Folded.Trim(Ends);

    /// <summary>Finds where words stand, as whole words, in the characters of the original text.</summary>
    /// <param name="needle">The words, as <see cref="Needle"/> folds them.</param>
    /// <param name="within">Where to look, in the original text.</param>
    public IEnumerable<Stretch> Find(string needle, Stretch within)
    {
        if (needle.Length == 0)
        {
            yield break;
        }

        for (var at = Folded.IndexOf(needle, StringComparison.Ordinal); at >= 0;
            at = Folded.IndexOf(needle, at + 1, StringComparison.Ordinal))
        {
            var last = at + needle.Length - 1;
            if (_starts[at] >= within.Start && _ends[last] <= within.End && IsWhole(at, last))
            {
                yield return new Stretch(_starts[at], _ends[last]);
            }
        }
    }

    // Whole characters of the original, and whole words of it.
    private bool IsWhole(int first, int last) =>
        (first == 0 || _starts[first - 1] != _starts[first])
        && (last + 1 == Folded.Length || _starts[last + 1] != _starts[last])
        && IsBorder(first - 1, first) && IsBorder(last, last + 1);

    private bool IsBorder(int left, int right) =>
        left < 0 || right >= Folded.Length
        || !char.IsLetterOrDigit(Folded[left]) || !char.IsLetterOrDigit(Folded[right])
        || IsCjk(Folded[left]) || IsCjk(Folded[right]);

    private void Add(string element, int start, int end)
    {
        if (char.IsWhiteSpace(element[0]))
        {
            _space ??= start;
            return;
        }

        foreach (var c in TextNormalization.Fold(element))
        {
            if (char.GetUnicodeCategory(c) == UnicodeCategory.Format)
            {
                continue;
            }

            var folded = Plain(c);
            if (_space is { } space && _folded.Length > 0 && !IsCjk(_folded[^1]) && !IsCjk(folded))
            {
                Append(' ', space, start);
            }

            _space = null;
            Append(folded, start, end);
        }
    }

    private void Append(char c, int start, int end)
    {
        _folded.Append(c);
        _starts.Add(start);
        _ends.Add(end);
    }

    private static char Plain(char c) => c switch
    {
        '‘' or '’' => '\'',
        '“' or '”' => '"',
        _ => c,
    };

    private static bool IsCjk(char c) => !char.IsSurrogate(c) && CjkScript.Contains(new Rune(c));
}
