using System.Globalization;

namespace Agents.Memory.Recall.Fusion;

/// <summary>Ranks the documents in scope by the standardised sum of all signals.</summary>
/// <remarks>
/// Every document gets its fused score from the coarse plane; the best few are then rescored exactly. A sum of
/// standardised scores keeps how far a document stands out, which a sum of ranks throws away.
/// </remarks>
internal sealed class Search
{
    // The coarse plane misplaces a cosine by a few thousandths: the true best 10 are among the best 40 by far.
    private const int RescoredPerHit = 4;

    // A neighbour that stands five deviations out passes on as much.
    private const float FlowMin = 1;

    // What a question finds best is mostly one thing said in two or three ways.
    private const int ReadPerHop = 3;

    private readonly SearchState _state;
    private readonly AuthorSignal _author;
    private readonly TimeSignal _time;
    private readonly NewerSignal _newer;
    private readonly ISignal[] _all;
    private readonly ISignal[] _signals;
    private int[] _selected = [];
    private int[] _found = [];
    private (int Ordinal, double Score)[] _ranked = [];
    private Confidence? _confidence;

    public Search(SearchState state)
    {
        _state = state;
        _author = new AuthorSignal(state);
        _time = new TimeSignal(state);
        _newer = new NewerSignal(state);
        var hop = new HopSignal(state);

        // Each reads what those before it have added up: flow the evidence, without who said it, session all of it.
        _all =
        [
            new LexicalSignal(state), new PhraseSignal(state), new DenseSignal(state), hop,
            new CompletionSignal(state, hop), new GraphSignal(state), new FlowSignal(state),
            _author, new FirstPersonSignal(state, _author), new AskerSignal(state), _time,
            new AnswerTypeSignal(state), new AsksSignal(state), new RecencySignal(state),
            new ActivationSignal(state), new OutdatedSignal(state), new SessionSignal(state), _newer,
        ];
        _signals = Array.FindAll(_all, signal => signal.Off is null);
    }

    /// <summary>Gets the documents whose texts the next hop reads, best first; none after the last hop.</summary>
    public IEnumerable<int> Leads =>
        _state.Query.Hop < _state.Options.HopsMax && _state.WordsBest > 0
            ? _ranked.Take(ReadPerHop).Select(hit => hit.Ordinal)
            : [];

    /// <summary>Ranks the documents.</summary>
    public void Run()
    {
        var fused = _state.Fused;
        foreach (var signal in _signals.OfType<IEvidence>())
        {
            signal.AddTo(fused);
        }

        _selected = Selection.Of(_state, fused);
        foreach (var signal in _signals.OfType<IContext>())
        {
            signal.AddTo(fused, _selected);
        }

        _found = Array.FindAll(_selected, IsFound);
        var limit = Math.Max(_state.Query.Limit, ReadPerHop);
        var rescored = (int)Math.Min((long)RescoredPerHit * limit, Math.Max(_found.Length, 1));
        var best = new BestCandidates(rescored, _state.Columns.Ids);
        foreach (var ordinal in _found)
        {
            best.Offer(fused[ordinal], ordinal);
        }

        _ranked = Rank(best.Ordinals());
    }

    /// <summary>Describes what was ranked first.</summary>
    /// <param name="read">What the next hop reads of <see cref="Leads"/>.</param>
    public RecallResult Result(IReadOnlyList<int> read)
    {
        var named = _author.Off is null ? _author.Named : -1;
        _confidence = new Confidence(_state, _time, named, _state.Fused, _selected);
        var first = _ranked.AsSpan(0, Math.Min(_state.Query.Limit, _ranked.Length)).ToArray();
        var hits = Array.ConvertAll(first, one => HitOf(one.Ordinal, one.Score));
        var confidence = hits.Length == 0 ? 0 : hits.Max(hit => hit.Confidence);
        return new RecallResult
        {
            Hits = hits,
            Weights = _all.ToDictionary(signal => signal.Name, signal => signal.Weight),
            Switches = _all.ToDictionary(
                signal => signal.Name, signal => signal.Off is null ? "on" : "off: " + signal.Off),
            InScope = _state.InScope,
            Candidates = _found.Length,
            Confidence = confidence,
            Answerable = hits.Length > 0 && confidence >= _state.Options.AnswerableConfidence,
            Read = read,
            Explained = _state.Query.Explain is { } asked ? Explain(asked) : null,
        };
    }

    /// <summary>Tells whether anything of the question leads to a document: a word, a cosine above noise, the time that
    /// it names, or a neighbour that answers it well.</summary>
    private bool IsFound(int ordinal) =>
        _state.Words[ordinal] > 0 || _state.Hop[ordinal] > 0 || _state.Flow[ordinal] > FlowMin
        || _state.Cosines[ordinal] > (float)_state.Options.NoiseCosine || _time.Holds(ordinal)
        || _state.Related.ContainsKey(ordinal);

    private (int Ordinal, double Score)[] Rank(int[] candidates)
    {
        _state.Refine(candidates);
        var ranked = Sorted(candidates);
        return _newer.Compare(ranked) ? Sorted(candidates) : ranked;
    }

    private (int Ordinal, double Score)[] Sorted(int[] candidates)
    {
        var ranked = Array.ConvertAll(candidates, ordinal => (Ordinal: ordinal, Score: ScoreOf(ordinal)));
        var ids = _state.Columns.Ids;
        Array.Sort(ranked, (a, b) => a.Score != b.Score
            ? b.Score.CompareTo(a.Score)
            : ids[a.Ordinal].SequenceCompareTo(ids[b.Ordinal]));
        return ranked;
    }

    private double ScoreOf(int ordinal)
    {
        double score = 0;
        foreach (var signal in _signals)
        {
            score += signal.Of(ordinal);
        }

        return score;
    }

    private RecallHit HitOf(int ordinal, double score)
    {
        var contributions = new Dictionary<string, double>(_signals.Length);
        foreach (var signal in _signals)
        {
            contributions.Add(signal.Name, signal.Of(ordinal));
        }

        return new RecallHit(ordinal, score, ConfidenceOf(ordinal, score), contributions);
    }

    /// <summary>Gives the confidence; of what has taken the place of an earlier statement at least that of the earlier
    /// one, of whose words it says but a part.</summary>
    private double ConfidenceOf(int ordinal, double score)
    {
        var confidence = _confidence!.Of(ordinal, score - _newer.Of(ordinal));
        return _newer.Replaced(ordinal) is var earlier and >= 0
            ? Math.Max(confidence, ConfidenceOf(earlier, ScoreOf(earlier)))
            : confidence;
    }

    private RecallExplanation Explain(int ordinal)
    {
        var missing = _state.Filters.Missing(ordinal);
        if (missing.Length > 0)
        {
            return new RecallExplanation(ordinal, null, 0, 0, new Dictionary<string, double>(), missing);
        }

        _state.Refine([ordinal]);
        var hit = HitOf(ordinal, ScoreOf(ordinal));
        if (!IsFound(ordinal))
        {
            var signal = _state.HasCosine[ordinal] != 0
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"A word of the question, a cosine above {_state.Options.NoiseCosine:0.00}, the time that it "
                    + $"names, or a neighbour that answers it.")
                : "A word of the question, a vector that counts, the time that it names, or a neighbour that "
                    + "answers it.";
            return new RecallExplanation(ordinal, null, hit.Score, hit.Confidence, hit.Signals, signal);
        }

        var place = Array.FindIndex(_ranked, other => other.Ordinal == ordinal);
        var rank = 1 + (place >= 0 ? place : CountBetter(ordinal));
        var last = Math.Min(_state.Query.Limit, _ranked.Length);
        var needed = rank <= last
            ? string.Empty
            : string.Create(
                CultureInfo.InvariantCulture,
                $"A score above {_ranked[last - 1].Score:0.000}, that of the last hit; it has {hit.Score:0.000}.");
        return new RecallExplanation(ordinal, rank, hit.Score, hit.Confidence, hit.Signals, needed);
    }

    private int CountBetter(int ordinal)
    {
        var fused = _state.Fused;
        var better = 0;
        foreach (var other in _found)
        {
            better += fused[other] > fused[ordinal] ? 1 : 0;
        }

        return better;
    }
}
