using System.Text.RegularExpressions;
using Agents.Memory.Recall.Text;

namespace Agents.Memory.Extraction.Model;

/// <summary>Looks at what stands around a quote. A quote can be verbatim and yet cut out of its meaning: "like rain"
/// out of "I don't like rain".</summary>
internal static class StatementContext
{
    private static readonly char[] ClauseEnds =
        ['.', ',', '!', '?', ';', '\n', '。', '，', '！', '？', '；'];

    /// <summary>Finds the sentence that a place of a text stands in.</summary>
    public static Stretch SentenceAt(string text, Stretch place)
    {
        var start = 0;
        while (start < text.Length)
        {
            var end = Sentences.EndOf(text, start, out _);
            if (end > place.Start)
            {
                return new Stretch(start, Math.Max(end, place.End));
            }

            start = end;
        }

        return place;
    }

    /// <summary>Tells whether the words around a quote ask it, suppose it, or deny what is said to hold.</summary>
    public static bool Turns(string text, Stretch span, Stretch sentence, bool deniable)
    {
        var clause = span.Start == 0 ? 0 : text.LastIndexOfAny(ClauseEnds, span.Start - 1) + 1;
        var before = text[Math.Max(clause, sentence.Start)..span.Start];
        var next = text.IndexOfAny(ClauseEnds, span.End);
        var after = text[span.End..(next < 0 ? text.Length : next + 1)];
        return Asks.IsMatch(after)
            || Supposes.IsMatch(before)
            || OpensSupposing.IsMatch(text[sentence.Start..span.End])
            || (deniable && Denies.IsMatch(before));
    }

    /// <summary>Tells whether words that are taken for a name hold the one who speaks: "Yesterday I".</summary>
    public static bool NamesSpeaker(string subject) => FirstPerson.IsMatch(subject);

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private static Regex FirstPerson { get; } = Patterns.New(@"\b(?:I|we|my|our)\b|我|咱", Options);

    private static Regex Asks { get; } = Patterns.New(@"[?？]$|(?:吗|么)\W?$", Options);

    private static Regex Supposes { get; } = Patterns.New(
        @"\b(?:if|whether|unless|suppose|supposing|imagine|pretend|wish)\b|如果|假如|要是|假设|假設|希望",
        Options);

    private static Regex OpensSupposing { get; } = Patterns.New(@"^\W*(?:(?:suppose|supposing|imagine|pretend|assume)\b"
        + @"|if (?:I|we) (?:were|was|had|lived|moved|worked|could|won)\b|I wish\b|如果|假如|要是|假设|假設)", Options);

    private static Regex Denies { get; } = Patterns.New(
        @"\b(?:not|never|no longer|nor|neither|hardly|without|cannot|nobody)\b|n['’]t\b|不|没|沒|未|别|別",
        Options);
}
