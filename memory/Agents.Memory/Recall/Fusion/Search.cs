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
    private readonly ISignal[] _signals;
    private readonly Dictionary<string, double> _weights = [];
    private readonly Dictionary<string, string> _switches = [];
    private Confidence? _confidence;

    public Search(SearchState state)
    {
        _state = state;
        _author = new AuthorSignal(state);
        var hop = new HopSignal(state);

        // Each reads what those before it have added up: flow the evidence, without who said it, session all of it.
        ISignal[] all =
        [
            new LexicalSignal(state), new PhraseSignal(state), new DenseSignal(state), hop,
            new CompletionSignal(state, hop), new FlowSignal(state),
            _author, new FirstPersonSignal(state, _author), new AskerSignal(state), new TimeSignal(state),
            new AnswerTypeSignal(state), new AsksSignal(state), new RecencySignal(state),
            new SessionSignal(state),
        ];
        _signals = Array.FindAll(all, signal => signal.Off is null);
        foreach (var signal in all)
        {
            _weights.Add(signal.Name, signal.Weight);
            _switches.Add(signal.Name, signal.Off is null ? "on" : "off: " + signal.Off);
        }
    }

    public RecallResult Run(Scope scope, Span<float> fused)
    {
        foreach (var signal in _signals.OfType<IEvidence>())
        {
            signal.AddTo(fused);
        }

        var selected = Selection.Of(_state, fused);
        foreach (var signal in _signals.OfType<IContext>())
        {
            signal.AddTo(fused, selected);
        }

        _confidence = new Confidence(_state, _author.Off is null ? _author.Named : -1, fused, selected);
        var found = Array.FindAll(selected, IsFound);
        var limit = Math.Max(_state.Query.Limit, ReadPerHop);
        var rescored = (int)Math.Min((long)RescoredPerHit * limit, Math.Max(found.Length, 1));
        var best = new BestCandidates(rescored, _state.Columns.Ids);
        foreach (var ordinal in found)
        {
            best.Offer(fused[ordinal], ordinal);
        }

        var ranked = Rank(best.Ordinals());
        var first = ranked.AsSpan(0, Math.Min(_state.Query.Limit, ranked.Length)).ToArray();
        var hits = Array.ConvertAll(first, one => HitOf(one.Ordinal, one.Score));
        var confidence = hits.Length == 0 ? 0 : hits.Max(hit => hit.Confidence);
        return new RecallResult
        {
            Hits = hits,
            Weights = _weights,
            Switches = _switches,
            InScope = _state.InScope,
            Candidates = found.Length,
            Confidence = confidence,
            Answerable = hits.Length > 0 && confidence >= _state.Options.AnswerableConfidence,
            Read = _state.Query.Hop < _state.Options.HopsMax && _state.WordsBest > 0
                ? [.. ranked.Take(ReadPerHop).Select(hit => hit.Ordinal)]
                : [],
            Explained = _state.Query.Explain is { } asked ? Explain(asked, scope, ranked, fused, found) : null,
        };
    }

    /// <summary>Tells whether anything of the question leads to a document: a word, a cosine above noise, or a
    /// neighbour that answers it well.</summary>
    private bool IsFound(int ordinal) =>
        _state.Words[ordinal] > 0 || _state.Hop[ordinal] > 0 || _state.Flow[ordinal] > FlowMin
        || _state.Cosines[ordinal] > (float)_state.Options.NoiseCosine;

    private (int Ordinal, double Score)[] Rank(int[] candidates)
    {
        _state.Refine(candidates);
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

        return new RecallHit(ordinal, score, _confidence!.Of(ordinal, score), contributions);
    }

    private RecallExplanation Explain(
        int ordinal, Scope scope, (int Ordinal, double Score)[] ranked, ReadOnlySpan<float> fused, int[] found)
    {
        var missing = scope.Missing(ordinal);
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
                    $"A word of the question, a cosine above {_state.Options.NoiseCosine:0.00}, or a neighbour that "
                    + $"answers it.")
                : "A word of the question, a vector that counts, or a neighbour that answers it.";
            return new RecallExplanation(ordinal, null, hit.Score, hit.Confidence, hit.Signals, signal);
        }

        var place = Array.FindIndex(ranked, other => other.Ordinal == ordinal);
        var rank = 1 + (place >= 0 ? place : CountBetter(fused[ordinal], fused, found));
        var last = Math.Min(_state.Query.Limit, ranked.Length);
        var needed = rank <= last
            ? string.Empty
            : string.Create(
                CultureInfo.InvariantCulture,
                $"A score above {ranked[last - 1].Score:0.000}, that of the last hit; it has {hit.Score:0.000}.");
        return new RecallExplanation(ordinal, rank, hit.Score, hit.Confidence, hit.Signals, needed);
    }

    private static int CountBetter(float score, ReadOnlySpan<float> fused, int[] found)
    {
        var better = 0;
        foreach (var other in found)
        {
            better += fused[other] > score ? 1 : 0;
        }

        return better;
    }
}
