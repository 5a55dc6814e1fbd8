using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction.English.Clauses;

/// <summary>A word, a number or a mark of a sentence.</summary>
/// <param name="Start">Where it begins in the sentence.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Low">It in lower case, with straight apostrophes; "n't" is "not".</param>
/// <param name="Upper">Whether it begins with a capital.</param>
/// <param name="Mark">Whether it is no word: a comma, a bracket, a stretch that was blanked out.</param>
internal readonly record struct Token(int Start, int End, string Low, bool Upper, bool Mark);

/// <summary>The words of a part of a sentence, with "I'm" and "doesn't" taken apart.</summary>
internal sealed class Tokens
{
    private static readonly Token None = new(0, 0, "", false, true);

    // Typed without the apostrophe.
    private static readonly FrozenDictionary<string, int> Bare = new Dictionary<string, int>
    {
        ["im"] = 1,
        ["ive"] = 1,
        ["dont"] = 2,
        ["doesnt"] = 4,
        ["didnt"] = 3,
        ["cant"] = 3,
        ["isnt"] = 2,
        ["wasnt"] = 3,
        ["arent"] = 3,
        ["havent"] = 4,
        ["hasnt"] = 3,
        ["cannot"] = 3,
    }.ToFrozenDictionary();

    private readonly List<Token> _all = [];

    public Tokens(string sentence, Stretch part)
    {
        Sentence = sentence;
        var last = part.Start;
        for (var match = Piece.Match(sentence, part.Start);
            match.Success && match.Index + match.Length <= part.End;
            match = match.NextMatch())
        {
            if (match.Index - last > 2)
            {
                // Something was blanked out there.
                _all.Add(new Token(last, last, "…", false, true));
            }

            last = match.Index + match.Length;
            Add(match);
        }
    }

    public string Sentence { get; }

    public int Count => _all.Count;

    /// <summary>Gets a word in lower case; an empty one outside.</summary>
    public string this[int index] => At(index).Low;

    public Token At(int index) => index >= 0 && index < _all.Count ? _all[index] : None;

    public bool Ends(int index) => At(index).Mark;

    /// <summary>Tells whether a word begins with a capital and is more than "I".</summary>
    public bool IsName(int index) => At(index) is { Upper: true, Low: not "i" } token
        && !Words.NoName.Contains(token.Low);

    public Stretch Span(int from, int to) => new(_all[from].Start, _all[to - 1].End);

    public string Text(int from, int to) => Span(from, to).Of(Sentence);

    /// <summary>Gives words in lower case with one space between them.</summary>
    public string Low(int from, int to) =>
        string.Join(' ', Enumerable.Range(from, Math.Max(0, to - from)).Select(index => this[index]));

    /// <summary>Gives the first word that begins at or after a place of the sentence.</summary>
    public int IndexAt(int place)
    {
        var index = _all.FindIndex(token => token.Start >= place);
        return index < 0 ? _all.Count : index;
    }

    private void Add(Match match)
    {
        var low = match.Value.ToLowerInvariant().Replace('’', '\'');
        var upper = char.IsUpper(match.Value[0]);
        var cut = Bare.GetValueOrDefault(low);
        if (cut == 0 && Clitic.Match(low) is { Success: true } clitic)
        {
            cut = clitic.Index;
        }

        if (cut == 0 || !char.IsLetter(low[0]))
        {
            _all.Add(new Token(match.Index, match.Index + match.Length, low, upper, !char.IsLetterOrDigit(low[0])));
            return;
        }

        var (head, tail) = (low[..cut], low[cut..]);
        var at = match.Index + cut;
        head = head switch { "ca" => "can", "wo" => "will", "sha" => "shall", _ => head };
        tail = tail is "nt" or "n't" or "not" or "t" ? "not" : tail[0] == '\'' ? tail : "'" + tail;
        _all.Add(new Token(match.Index, at, head, upper, false));
        _all.Add(new Token(at, match.Index + match.Length, tail, false, false));
    }

    private static Regex Piece { get; } = Patterns.New(
        @"\p{L}[\p{L}\p{M}\p{N}]*(?:[-'’&.+][\p{L}\p{N}]+)*|\d+(?:[.,:]\d+)*[\p{L}]*(?:-[\p{L}\p{N}]+)*|[^\s]",
        RegexOptions.CultureInvariant);

    private static Regex Clitic { get; } = Patterns.New(@"(?<=.)(?:n't|'(?:s|m|re|ve|d|ll))$|(?<=can)'t$",
        RegexOptions.CultureInvariant);
}
