using System.Text.RegularExpressions;
using Agents.Memory.Recall.Columns;

namespace Agents.Memory.Recall.Text;

/// <summary>Reads whether a text says that something is otherwise than it was, in English and Chinese.</summary>
/// <remarks>Sentence by sentence: "it moved" and a number three sentences on are no new number.</remarks>
internal static partial class Updates
{
    // Longer texts are documents; what somebody tells of it stands at the beginning.
    private const int CharsMax = 8_000;
    private const int WordCharsMax = 16;
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    /// <summary>Gives <see cref="DocumentFlags.Changes"/> where a sentence says that something changed, and
    /// <see cref="DocumentFlags.NewValue"/> where one tells of a change or of growth and holds a number or a
    /// time.</summary>
    public static DocumentFlags Of(string text)
    {
        var flags = DocumentFlags.None;
        var read = text.AsSpan(0, Math.Min(text.Length, CharsMax));
        for (var start = 0; start < read.Length;)
        {
            var end = Sentences.EndOf(read, start, out _);
            var sentence = read[start..end];
            var changed = Changed().IsMatch(sentence);
            flags |= changed ? DocumentFlags.Changes : DocumentFlags.None;
            if ((changed || Grown().IsMatch(sentence)) && HoldsValue(sentence))
            {
                flags |= DocumentFlags.NewValue;
            }

            start = end;
        }

        return flags;
    }

    private static bool HoldsValue(ReadOnlySpan<char> sentence)
    {
        Span<char> lower = stackalloc char[WordCharsMax];
        foreach (var word in Words().EnumerateMatches(sentence))
        {
            if (word.Length <= WordCharsMax)
            {
                var length = sentence.Slice(word.Index, word.Length).ToLowerInvariant(lower);
                if (AnswerTypeReader.TypesOf(lower[..length]) != AnswerTypes.None)
                {
                    return true;
                }
            }
        }

        return AnswerTypeReader.ChineseTypesOf(sentence) != AnswerTypes.None;
    }

    [GeneratedRegex(
        @"\b(?:now|no longer|any ?more|instead|moved|moving|switch(?:ed|ing)|chang(?:ed|ing)|updat(?:ed|ing)"
        + @"|replac(?:ed|ing)|actually|these days|currently|reschedul\w+|postponed|renamed)\b"
        + "|现在|如今|目前|改成|改为|改到|改在|换成|换到|换了|搬到|搬去|转到|不再|更新|变成|变为|推迟|提前到|调到|调整|最新",
        Options)]
    private static partial Regex Changed();

    [GeneratedRegex(
        @"\b(?:recently|new(?:ly)?|update|latest|already|so far|increas\w+|decreas\w+|extend\w*|expand\w*|improv\w+"
        + @"|reach\w*|add(?:ed|ing)|rais(?:ed|ing)|reduc(?:ed|ing)|grew|grown|rose|risen|fell|fallen|dropped|doubled"
        + @"|complet\w+)\b|最近|刚刚|已经|增|涨|升|降|减|达到|完成|新的",
        Options)]
    private static partial Regex Grown();

    [GeneratedRegex(@"[\p{L}\d]+", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
