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

    private readonly SearchState _state;
    private readonly ISignal[] _signals;
    private readonly Dictionary<string, double> _weights = [];
    private readonly Dictionary<string, string> _switches = [];
    private int _candidates;

    public Search(SearchState state)
    {
        _state = state;
        ISignal[] all =
        [
            new LexicalSignal(state), new DenseSignal(state), new AuthorSignal(state), new AsksSignal(state),
            new RecencySignal(state),
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
        foreach (var signal in _signals)
        {
            signal.AddTo(fused);
        }

        var rescored = RescoredPerHit * _state.Query.Limit;
        var best = new BestCandidates(Math.Min(rescored, Math.Max(_state.InScope, 1)), _state.Columns.Ids);
        for (var ordinal = 0; ordinal < fused.Length; ordinal++)
        {
            if (IsCandidate(ordinal))
            {
                _candidates++;
            }
            else
            {
                fused[ordinal] = float.NegativeInfinity;
            }
        }

        best.OfferAll(fused);

        var ranked = Rank(best);
        var hits = ranked.Take(_state.Query.Limit).ToArray();
        var confidence = hits.Length == 0 ? 0 : hits.Max(hit => hit.Confidence);
        return new RecallResult
        {
            Hits = hits,
            Weights = _weights,
            Switches = _switches,
            InScope = _state.InScope,
            Candidates = _candidates,
            Confidence = confidence,
            Answerable = hits.Length > 0 && confidence >= _state.Options.AnswerableConfidence,
            Explained = _state.Query.Explain is { } asked ? Explain(asked, scope, ranked, fused) : null,
        };
    }

    private bool IsCandidate(int ordinal) =>
        _state.Scope[ordinal] != 0
        && (_state.Words[ordinal] > 0 || _state.Cosines[ordinal] > _state.Options.NoiseCosine);

    private RecallHit[] Rank(BestCandidates best)
    {
        var hits = new List<RecallHit>(best.Kept.Length);
        foreach (var (score, ordinal) in best.Kept)
        {
            if (!float.IsNegativeInfinity(score))
            {
                hits.Add(HitOf(ordinal));
            }
        }

        var ids = _state.Columns.Ids;
        hits.Sort((a, b) => a.Score != b.Score
            ? b.Score.CompareTo(a.Score)
            : ids[a.Ordinal].SequenceCompareTo(ids[b.Ordinal]));
        return [.. hits];
    }

    private RecallHit HitOf(int ordinal)
    {
        var contributions = new Dictionary<string, double>(_signals.Length);
        double score = 0;
        foreach (var signal in _signals)
        {
            var contribution = signal.Of(ordinal);
            contributions.Add(signal.Name, contribution);
            score += contribution;
        }

        return new RecallHit(ordinal, score, ConfidenceOf(ordinal), contributions);
    }

    private double ConfidenceOf(int ordinal)
    {
        var noise = _state.Options.NoiseCosine;
        var words = _state.WordsBest == 0 ? 0 : _state.Words[ordinal] / _state.WordsBest;
        var meaning = Math.Clamp((_state.ExactCosine(ordinal) - noise) / Math.Max(1 - noise, 1e-6), 0, 1);
        var confidence = 1 - ((1 - Math.Clamp(words, 0, 1)) * (1 - meaning));
        return IsByAnother(ordinal) ? confidence / 2 : confidence;
    }

    private bool IsByAnother(int ordinal)
    {
        var author = _state.Columns.Authors[ordinal];
        return _state.Named.Count == 1 && author != _state.Named[0] && _state.People[author] is not null;
    }

    private RecallExplanation Explain(int ordinal, Scope scope, RecallHit[] ranked, ReadOnlySpan<float> fused)
    {
        var missing = scope.Missing(ordinal);
        if (missing.Length > 0)
        {
            return new RecallExplanation(ordinal, null, 0, 0, new Dictionary<string, double>(), missing);
        }

        var hit = HitOf(ordinal);
        if (!IsCandidate(ordinal))
        {
            var signal = _state.HasCosine[ordinal] != 0
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"A word of the question, or a cosine above {_state.Options.NoiseCosine:0.00}.")
                : "A word of the question, or a vector: it has none that counts.";
            return new RecallExplanation(ordinal, null, hit.Score, hit.Confidence, hit.Signals, signal);
        }

        var found = Array.FindIndex(ranked, other => other.Ordinal == ordinal);
        var rank = 1 + (found >= 0 ? found : CountBetter(fused[ordinal], fused));
        var last = Math.Min(_state.Query.Limit, ranked.Length);
        var needed = rank <= last
            ? string.Empty
            : string.Create(
                CultureInfo.InvariantCulture,
                $"A score above {ranked[last - 1].Score:0.000}, that of the last hit; it has {hit.Score:0.000}.");
        return new RecallExplanation(ordinal, rank, hit.Score, hit.Confidence, hit.Signals, needed);
    }

    private int CountBetter(float score, ReadOnlySpan<float> fused)
    {
        var better = 0;
        for (var ordinal = 0; ordinal < fused.Length; ordinal++)
        {
            better += fused[ordinal] > score && IsCandidate(ordinal) ? 1 : 0;
        }

        return better;
    }
}
