using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
    private int _candidates;

    public Search(SearchState state)
    {
        _state = state;
        _author = new AuthorSignal(state);
        var hop = new HopSignal(state);

        // Flow and session read what those before them have added up: evidence flows, who said it does not.
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
        foreach (var signal in _signals)
        {
            signal.AddTo(fused);
        }

        _confidence = new Confidence(_state, _author.Off is null ? _author.Named : -1, fused);
        var limit = Math.Max(_state.Query.Limit, ReadPerHop);
        var rescored = (int)Math.Min((long)RescoredPerHit * limit, Math.Max(_state.InScope, 1));
        var best = new BestCandidates(rescored, _state.Columns.Ids);
        KeepCandidates(fused);
        best.OfferAll(fused);
        var ranked = Rank(best.Ordinals());
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
            Read = _state.Query.Hop < _state.Options.HopsMax && _state.WordsBest > 0
                ? [.. ranked.Take(ReadPerHop).Select(hit => hit.Ordinal)]
                : [],
            Explained = _state.Query.Explain is { } asked ? Explain(asked, scope, ranked, fused) : null,
        };
    }

    /// <summary>Gives minus infinity to what is out of scope, and to what nothing of the question leads to: neither a
    /// word, nor a cosine above noise, nor a neighbour that answers it well.</summary>
    private void KeepCandidates(Span<float> fused)
    {
        ref var f = ref MemoryMarshal.GetReference(fused);
        ref var scope = ref MemoryMarshal.GetReference(_state.Scope);
        ref var words = ref MemoryMarshal.GetReference(_state.Words);
        ref var hop = ref MemoryMarshal.GetReference(_state.Hop);
        ref var cosines = ref MemoryMarshal.GetReference(_state.Cosines);
        ref var flow = ref MemoryMarshal.GetReference(_state.Flow);
        var noise = (float)_state.Options.NoiseCosine;
        var nothing = Vector256.Create(float.NegativeInfinity);
        nuint i = 0;
        for (; i + 8 <= (nuint)fused.Length; i += 8)
        {
            var found = Vector256.GreaterThan(Vector256.LoadUnsafe(ref words, i), Vector256<float>.Zero)
                | Vector256.GreaterThan(Vector256.LoadUnsafe(ref hop, i), Vector256<float>.Zero)
                | Vector256.GreaterThan(Vector256.LoadUnsafe(ref cosines, i), Vector256.Create(noise))
                | Vector256.GreaterThan(Vector256.LoadUnsafe(ref flow, i), Vector256.Create(FlowMin));
            found &= Vector256.GreaterThan(Vector256.LoadUnsafe(ref scope, i), Vector256<float>.Zero);
            Vector256.ConditionalSelect(found, Vector256.LoadUnsafe(ref f, i), nothing).StoreUnsafe(ref f, i);
            _candidates += BitOperations.PopCount(found.ExtractMostSignificantBits());
        }

        for (var ordinal = (int)i; ordinal < fused.Length; ordinal++)
        {
            if (_state.Scope[ordinal] > 0 && IsFound(ordinal))
            {
                _candidates++;
            }
            else
            {
                fused[ordinal] = float.NegativeInfinity;
            }
        }
    }

    private bool IsFound(int ordinal) =>
        _state.Words[ordinal] > 0 || _state.Hop[ordinal] > 0 || _state.Flow[ordinal] > FlowMin
        || _state.Cosines[ordinal] > (float)_state.Options.NoiseCosine;

    private RecallHit[] Rank(int[] candidates)
    {
        _state.Refine(candidates);
        var hits = Array.ConvertAll(candidates, HitOf);
        var ids = _state.Columns.Ids;
        Array.Sort(hits, (a, b) => a.Score != b.Score
            ? b.Score.CompareTo(a.Score)
            : ids[a.Ordinal].SequenceCompareTo(ids[b.Ordinal]));
        return hits;
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

        return new RecallHit(ordinal, score, _confidence!.Of(ordinal, score), contributions);
    }

    private RecallExplanation Explain(int ordinal, Scope scope, RecallHit[] ranked, ReadOnlySpan<float> fused)
    {
        var missing = scope.Missing(ordinal);
        if (missing.Length > 0)
        {
            return new RecallExplanation(ordinal, null, 0, 0, new Dictionary<string, double>(), missing);
        }

        _state.Refine([ordinal]);
        var hit = HitOf(ordinal);
        if (float.IsNegativeInfinity(fused[ordinal]))
        {
            var signal = _state.HasCosine[ordinal] != 0
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"A word of the question, a cosine above {_state.Options.NoiseCosine:0.00}, or a neighbour that "
                    + $"answers it.")
                : "A word of the question, a vector that counts, or a neighbour that answers it.";
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

    private static int CountBetter(float score, ReadOnlySpan<float> fused)
    {
        var better = 0;
        foreach (var other in fused)
        {
            better += other > score ? 1 : 0;
        }

        return better;
    }
}
