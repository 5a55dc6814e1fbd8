namespace Agents.Memory.Recall.Fusion;

/// <summary>How sure it is that a document answers the question: a probability, where both were as likely
/// before.</summary>
/// <remarks>
/// <para>Log-odds of four things. How much of the question the document says in its words (the share of the best word
/// score that the question allows), how near it is in meaning (the cosine from noise to 1), whether it is of the time
/// that the question names, and, where the question names one participant, how far he leads the best document by any
/// other: a question about somebody else finds as similar a memory as one that can be answered, but not one by the
/// right person.</para>
/// <para>The two middles were set where questions that were asked of somebody else's memories meet those that were
/// asked of the right ones: a sixth of the words, a third of the way to the same meaning.</para>
/// </remarks>
internal sealed class Confidence
{
    private const double WordsEven = 1.0 / 6;
    private const double MeaningEven = 1.0 / 3;

    // All words make the odds e^5 to 1, the same meaning e^2 to 1, and a lead of two and a half deviations e times
    // better.
    private const double WordsOdds = 6;
    private const double MeaningOdds = 3;
    private const double LeadOdds = 0.4;

    // Being of the time that the question names makes the odds e times better.
    private const double TimeOdds = 1;

    private readonly SearchState _state;
    private readonly TimeSignal _time;
    private readonly float? _others;

    /// <param name="state">The question.</param>
    /// <param name="time">What knows whether a document is of a time that the question names.</param>
    /// <param name="named">The one participant whom the question names, or -1.</param>
    /// <param name="fused">The fused score of every document that was selected.</param>
    /// <param name="selected">Those documents.</param>
    public Confidence(
        SearchState state, TimeSignal time, int named, ReadOnlySpan<float> fused, ReadOnlySpan<int> selected)
    {
        _state = state;
        _time = time;
        _others = named < 0 ? null : BestOfOthers(named, fused, selected);
    }

    /// <summary>Gives the confidence of a document with its exact cosine and score.</summary>
    public double Of(int ordinal, double score)
    {
        var noise = _state.Options.NoiseCosine;
        var words = _state.WordsBest == 0 ? 0 : Math.Clamp(_state.Words[ordinal] / _state.WordsBest, 0, 1);
        double odds;
        if (_state.HasCosine[ordinal] != 0 && _state.DenseOff is null)
        {
            var meaning = Math.Clamp((_state.Cosines[ordinal] - noise) / Math.Max(1 - noise, 1e-6), 0, 1);
            odds = (WordsOdds * (words - WordsEven)) + (MeaningOdds * (meaning - MeaningEven));
        }
        else
        {
            // Words alone have to say it all.
            odds = (WordsOdds + MeaningOdds) * (words - WordsEven);
        }

        if (_others is { } others)
        {
            // The author signal has set the two this far apart already.
            odds += LeadOdds * (score - others - (2 * _state.Options.AuthorWeight));
        }

        odds += _time.Holds(ordinal) ? TimeOdds : 0;

        // What only asks answers nothing: a question that is asked again finds itself, word for word.
        var tells = 1 - (_state.Columns.Asking[ordinal] / (double)byte.MaxValue);
        return tells / (1 + Math.Exp(-odds));
    }

    private float? BestOfOthers(int named, ReadOnlySpan<float> fused, ReadOnlySpan<int> selected)
    {
        // One number an author: 0 for another participant, whose score counts, and what no score outweighs for the
        // rest.
        var handicaps = new float[_state.People.Count];
        for (var author = 0; author < handicaps.Length; author++)
        {
            var counts = author != named && _state.People[author] is not null;
            handicaps[author] = counts ? 0 : float.NegativeInfinity;
        }

        var best = float.NegativeInfinity;
        var authors = _state.Columns.Authors.AsSpan(0, fused.Length);
        foreach (var ordinal in selected)
        {
            best = Math.Max(best, fused[ordinal] + handicaps[authors[ordinal]]);
        }

        return float.IsNegativeInfinity(best) ? null : best;
    }
}
