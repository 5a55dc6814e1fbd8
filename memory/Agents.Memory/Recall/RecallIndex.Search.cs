using System.Runtime.InteropServices;
using System.Text;
using Agents.Memory.Recall.Columns;
using Agents.Memory.Recall.Fusion;
using Agents.Memory.Recall.Names;
using Agents.Memory.Recall.Text;
using Agents.Memory.Recall.Vectors;

namespace Agents.Memory.Recall;

/// <content>Questions.</content>
public sealed partial class RecallIndex
{
    // Where not all vectors are scanned: how many of the best matches by words are, and how many others stand for all.
    private const int SpokenMax = 512;
    private const int SampleMax = 1_024;

    /// <summary>Gives the text of a question that is to be embedded: the participants' names become I and
    /// you.</summary>
    /// <remarks>
    /// With a name left in, a sentence model ranks by the name; without it the question looks like what its bearer
    /// said. The name works through the author signal instead. A question that names nobody, or holds nothing but
    /// names, stays as it is.
    /// </remarks>
    public string QueryForEmbedding(string query) =>
        TextNormalization.ForModel(Participants.TurnAround(query, Participants.Find(query, People())));

    /// <summary>Ranks the documents for a question, on the hop that the query names.</summary>
    /// <exception cref="ArgumentException">A field of the query is out of its range; the message names it.</exception>
    public RecallResult Search(RecallQuery query) => Search(query, _options);

    /// <summary>Begins a question that is to be followed from hop to hop.</summary>
    /// <exception cref="ArgumentException">A field of the query is out of its range; the message names it.</exception>
    public RecallSearch Begin(RecallQuery query) => Begin(query, _options);

    /// <summary>Ranks with other weights than the index was made with, so that a bench tries many on one
    /// index.</summary>
    internal RecallResult Search(RecallQuery query, RecallOptions options)
    {
        using var search = Begin(query, options);
        return search.Result();
    }

    internal RecallSearch Begin(RecallQuery query, RecallOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Hop, 1);
        if (query.Explain is { } explained)
        {
            ThrowIfUnknown(explained);
        }

        return new RecallSearch(this, query, options);
    }

    /// <summary>Gives everything that the signals are made of for a question and what its hops have read.</summary>
    internal SearchState Look(RecallQuery query, RecallOptions options)
    {
        var state = new SearchState(_columns, query, options, People());
        try
        {
            var question = state.Question;
            state.Lexical = _lexical;
            state.WordsBest = _lexical.Score(question.Whole, question.Parts, state.Words);
            state.HasPhrase = _lexical.ScorePhrases(question.Whole, state.Phrases);
            LookAlongRelations(state);
            LookWhereItLeads(state);
            ScanVectors(state);
            return state;
        }
        catch
        {
            state.Dispose();
            throw;
        }
    }

    /// <summary>Goes on from what a question found, with what a further hop has read.</summary>
    internal void LookOn(SearchState state, RecallQuery query)
    {
        state.GoOn(query);
        LookWhereItLeads(state);
        if (_plane.IsApproximate)
        {
            // Which vectors are looked at depends on the words that the hop brings in.
            state.Cosines.Clear();
            ScanVectors(state);
        }
    }

    /// <summary>Tells whether a document leads on: from a long one one can go anywhere, so only statements
    /// do.</summary>
    internal bool LeadsOn(int ordinal) => _lexical.IsStatement(ordinal);

    private void LookWhereItLeads(SearchState state)
    {
        if (state.Query.Readouts.Count > 0)
        {
            state.Hopped = _lexical.ScoreHop(
                state.Question.Whole, state.Query.Readouts, state.Hop, state.Completed);
        }
    }

    private string?[] People()
    {
        var people = new string?[_columns.AuthorNames.Count];
        for (var number = 0; number < people.Length; number++)
        {
            var name = _columns.AuthorNames[number];
            people[number] = name is not null && Participants.IsPerson(name) ? name : null;
        }

        return people;
    }

    // The vector of a question mark is near to some memory as any vector is; a picture (🎂) does say something.
    private static bool SaysSomething(string question) =>
        question.EnumerateRunes().Any(rune => Rune.IsLetterOrDigit(rune) || Rune.IsSymbol(rune));

    private void ScanVectors(SearchState state)
    {
        var unreadable = MarkVectors(state);
        state.DenseOff = state.Query.Unreadable ? "the model cannot read the question"
            : state.Query.Vector.IsEmpty ? "the question has no vector"
            : !SaysSomething(state.Query.Text) ? "the question is marks alone"
            : unreadable * 2 > state.InScope ? "the model cannot read most of the memories in scope"
            : null;
        if (state.DenseOff is not null)
        {
            return;
        }

        if (state.Query.Vector.Length != _options.Dimension)
        {
            throw new ArgumentException(
                $"The question's vector has {state.Query.Vector.Length} dimensions, the index {_options.Dimension}. "
                + "Embed the question with the model that the index was made for.",
                nameof(state));
        }

        state.Plane = _plane;
        state.Passages = _passages;
        state.Vector = new QueryVector(state.Query.Vector.Span);
        var sample = _plane.IsApproximate ? ScanNearest(state, state.Vector) : null;
        if (sample is null)
        {
            _plane.Scan(state.Vector, state.Cosines);
        }

        if (state.Query.PendingVectors is { } pending)
        {
            AddPendingVectors(state, state.Vector, pending);
        }

        state.DenseMoments = sample is null
            ? Moments.Of(state.Cosines, state.HasCosine)
            : MomentsOf(sample, state.Cosines);
        _passages.Raise(
            state.Vector, state.DenseMoments.Deviation, state.Scope, state.Cosines, state.HasCosine);
    }

    /// <summary>Scans the vectors that may be near, those of the best matches by words, and so many others that their
    /// mean and deviation are known; returns those.</summary>
    private List<int> ScanNearest(SearchState state, QueryVector vector)
    {
        state.HasCosine.Clear();
        _plane.ScanNearest(vector, state.Scope, state.Cosines, state.HasCosine);
        var spoken = new BestCandidates(SpokenMax, _columns.Ids);
        var sample = new List<int>(SampleMax);
        var step = Math.Max(1, state.InScope / SampleMax);
        for (int ordinal = 0, seen = 0; ordinal < Count; ordinal++)
        {
            if (state.Scope[ordinal] == 0 || !_plane.Has(ordinal))
            {
                continue;
            }

            if (state.Words[ordinal] + state.Hop[ordinal] > 0)
            {
                spoken.Offer(state.Words[ordinal] + state.Hop[ordinal], ordinal);
            }

            if (seen++ % step == 0)
            {
                sample.Add(ordinal);
            }
        }

        Scan(state, vector, spoken.Ordinals());
        Scan(state, vector, CollectionsMarshal.AsSpan(sample));
        return sample;
    }

    private static Moments MomentsOf(List<int> sample, ReadOnlySpan<float> cosines)
    {
        var values = new float[sample.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = cosines[sample[i]];
        }

        var all = new float[sample.Count];
        Array.Fill(all, 1);
        return Moments.Of(values, all);
    }

    private void Scan(SearchState state, QueryVector vector, ReadOnlySpan<int> ordinals)
    {
        _plane.Scan(vector, ordinals, state.Cosines);
        foreach (var ordinal in ordinals)
        {
            state.HasCosine[ordinal] = 1;
        }
    }

    private void AddPendingVectors(
        SearchState state, QueryVector vector, IReadOnlyDictionary<int, ReadOnlyMemory<byte>> pending)
    {
        foreach (var (ordinal, packed) in pending)
        {
            if (ordinal >= 0 && ordinal < Count && state.Scope[ordinal] != 0)
            {
                ThrowIfDamaged(packed.Span);
                state.Cosines[ordinal] = _plane.Rescore(vector, packed.Span[..PackedVector.SizeOf(_options.Dimension)]);
                state.HasCosine[ordinal] = 1;
            }
        }
    }

    private int MarkVectors(SearchState state)
    {
        var unreadable = 0;
        var flags = _columns.Flags.AsSpan(0, Count);
        var scope = state.Scope;
        var hasCosine = state.HasCosine;
        for (var ordinal = 0; ordinal < flags.Length; ordinal++)
        {
            if (scope[ordinal] != 0)
            {
                hasCosine[ordinal] = (flags[ordinal] & DocumentFlags.HasVector) != 0 ? 1 : 0;
                unreadable += (flags[ordinal] & DocumentFlags.Unreadable) != 0 ? 1 : 0;
            }
        }

        return unreadable;
    }
}
