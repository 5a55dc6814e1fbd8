using System.Text.RegularExpressions;

namespace Agents.Memory.Extraction.English;

/// <summary>Tells over a whole turn which stretches are the user's own words about their own life.</summary>
/// <remarks>Most of what is asked of an assistant is work on a text about somebody else: pasted mails, stories, exam
/// questions, personas. What a marker of one reaches is no statement, be it in the first person.</remarks>
internal sealed partial class EnglishStance
{
    // A question after a text is about it; only more than this is a text itself.
    private const int TextMin = 25;

    private readonly List<Stretch> _others = [];
    private readonly string _text;
    private readonly string _turn;

    public EnglishStance(string text)
    {
        _text = text.Length > SentenceReader.TextMax ? text[..SentenceReader.TextMax] : text;
        _turn = SentenceReader.Blanked(_text);
        try
        {
            FindOthers();
        }
        catch (RegexMatchTimeoutException)
        {
            // A turn made to be slow to read says nothing that is worth the time.
            _others.Add(new Stretch(0, _turn.Length));
        }
    }

    /// <summary>Gives a sentence with what is not the user's own blanked out, places kept.</summary>
    /// <param name="at">Where it stands in the turn.</param>
    /// <param name="blanked">The sentence, with what is quoted blanked out.</param>
    public string Own(Stretch at, string blanked)
    {
        foreach (var other in _others)
        {
            var (start, end) = (Math.Max(other.Start, at.Start) - at.Start, Math.Min(other.End, at.End) - at.Start);
            if (start < end)
            {
                blanked = blanked[..start] + new string(' ', end - start) + blanked[end..];
            }
        }

        return blanked;
    }

    private void FindOthers()
    {
        foreach (var marker in Markers)
        {
            foreach (Match match in marker.Pattern.Matches(_turn))
            {
                Add(marker.Reach, match);
            }
        }

        foreach (Match work in Work.Matches(_turn))
        {
            AddMaterial(work);
        }
    }

    private void Add(Reach reach, Match match)
    {
        var end = match.Index + match.Length;
        switch (reach)
        {
            case Reach.Turn:
                _others.Add(new Stretch(0, _turn.Length));
                break;
            case Reach.Before:
                _others.Add(new Stretch(0, end));
                break;
            case Reach.Sentence:
                _others.Add(new Stretch(match.Index, EndOfSentence(end)));
                break;
            case Reach.Dictated:
                AddDictated(end);
                break;
            case Reach.Letter:
                _others.Add(new Stretch(match.Index, EndOfLetter(end)));
                break;
            case Reach.Rest when !QuotesNext(end):
                _others.Add(new Stretch(ClauseOf(match), _turn.Length));
                break;
            default:
                _others.Add(new Stretch(match.Index, end));
                break;
        }
    }

    /// <summary>Adds what is to stand in a letter: its first person is not sure to be the user, but where one can be
    /// reached is put there as it is ("a card: our wifi password is").</summary>
    private void AddDictated(int start)
    {
        foreach (Match detail in Details.Matches(_turn, start))
        {
            _others.Add(new Stretch(start, detail.Index));
            start = detail.Index + detail.Length;
        }

        _others.Add(new Stretch(start, _turn.Length));
    }

    /// <summary>Adds the text that is to be worked on: what is quoted, else what follows, else what stands
    /// before.</summary>
    private void AddMaterial(Match work)
    {
        var end = EndOfSentence(work.Index + work.Length);
        var colon = _turn.IndexOf(':', work.Index + work.Length, end - work.Index - work.Length);
        var follows = colon >= 0 ? colon : end;
        if (QuotesNext(work.Index))
        {
            _others.Add(new Stretch(work.Index, end));
        }
        else if (_turn.AsSpan(follows).Trim().Length > TextMin)
        {
            _others.Add(new Stretch(work.Index, _turn.Length));
        }
        else if (work.Groups["inline"].Success)
        {
            _others.Add(new Stretch(work.Groups["bare"].Success ? 0 : work.Index, end));
        }
    }

    /// <summary>Tells whether what follows before the next sentence but one was quoted, and so is blank
    /// already.</summary>
    private bool QuotesNext(int start)
    {
        var end = EndOfSentence(EndOfSentence(start));
        return !_text.AsSpan(start, end - start).SequenceEqual(_turn.AsSpan(start, end - start));
    }

    // A clause that is cut in its middle says something else: "I play | the villain in our school play".
    private int ClauseOf(Match match) => !char.IsLetterOrDigit(match.Value[0]) ? match.Index
        : Clause.Match(_turn, match.Index) is { Success: true } border ? border.Index
        : 0;

    private int EndOfSentence(int start) =>
        start >= _turn.Length ? _turn.Length : Recall.Text.Sentences.EndOf(_turn, start, out _);

    private int EndOfLetter(int start) =>
        LetterEnd.Match(_turn, start) is { Success: true } signed ? signed.Index + signed.Length : _turn.Length;

    // What a marker reaches.
    private enum Reach
    {
        /// <summary>All that follows; only the quotation where one follows at once.</summary>
        Rest,

        /// <summary>The sentence from the marker on.</summary>
        Sentence,

        /// <summary>The whole turn.</summary>
        Turn,

        /// <summary>What stands before it.</summary>
        Before,

        /// <summary>All that follows but where one can be reached.</summary>
        Dictated,

        /// <summary>What follows to the end of a letter.</summary>
        Letter,
    }

    private sealed record Marker(Reach Reach, Regex Pattern);
}
