using Agents.Memory.Extraction;
using Agents.Memory.Items;
using static Agents.Memory.Graph.QuestionWords;

namespace Agents.Memory.Graph;

/// <summary>Follows the relations that a question names from the entities that it names: from X by "spouse" to Y, and
/// by
/// "live" to where Y lives.</summary>
/// <remarks>
/// A walk is a random walk over the edges that the question's words name, each word once; its weight is shared evenly
/// among the edges of a step, so what has many values says little of each. Of all walks those count that account for
/// most of the question, and of those the ones in the order of its words. What ended or is denied is an answer, and
/// leads
/// no further. The work is bounded, however many edges an entity has.
/// </remarks>
internal sealed class GraphWalk
{
    // A question about more than this many relations in a row is a riddle.
    private const int StepsMax = 4;
    private const int StatesMax = 512;

    // A step to more than these says nothing of any of them.
    private const int WidthMax = 32;

    // What leads to the answer is half of what the answer is: it bears it out.
    private const double OnTheWay = 0.5;

    // What accounts for less of a question than this may be about anything.
    private const double CoveredMin = 0.4;

    private readonly EntityGraph _graph;
    private readonly QuestionWords _question;
    private readonly Func<ItemState, bool> _mayWalk;
    private readonly Cue[]?[] _cues;
    private readonly int[] _namings;
    private readonly List<State> _states = [];
    private readonly Dictionary<ItemState, double> _shares = [];

    /// <param name="graph">The relations.</param>
    /// <param name="question">The question.</param>
    /// <param name="askers">The entities that the asker is.</param>
    /// <param name="mayWalk">Whether an item may be seen by whoever asks.</param>
    public GraphWalk(
        EntityGraph graph, QuestionWords question, IReadOnlyCollection<int> askers, Func<ItemState, bool> mayWalk)
    {
        _graph = graph;
        _question = question;
        _mayWalk = mayWalk;
        _cues = new Cue[graph.Slots][];
        _namings = [.. Enumerable.Range(0, graph.Slots).Where(slot => graph.Slot(slot) is "name" or "nickname")];
        Mentions = question.Mentions(graph, askers);
        foreach (var mention in Mentions)
        {
            _states.Add(new State(
                mention.Entity, mention, mention.Words, 0, 0, 0, 0, 1, EntityGraph.None, EntityGraph.None));
        }

        for (var next = 0; next < _states.Count; next++)
        {
            if (_states[next].Steps < StepsMax)
            {
                Step(next);
            }
        }

        Share();
    }

    /// <summary>Gets the entities that the question names.</summary>
    public List<Mention> Mentions { get; }

    /// <summary>Gets the items on the best walks, each with its share, from 0 to 1.</summary>
    public IReadOnlyDictionary<ItemState, double> Shares => _shares;

    private void Step(int from)
    {
        foreach (var entity in SameAs(_states[from].Entity))
        {
            var bySlot = new SortedDictionary<int, List<int>>();
            for (var edge = _graph.FirstOut(entity); edge >= 0; edge = _graph[edge].NextOut)
            {
                Offer(edge, bySlot);
            }

            Follow(from, bySlot, forwards: true);
            var backwards = new SortedDictionary<int, List<int>>();
            for (var edge = _graph.FirstIn(entity); edge >= 0; edge = _graph[edge].NextIn)
            {
                if (!bySlot.ContainsKey(_graph[edge].Slot) && _graph[edge].Item.Polarity == Polarity.Holds)
                {
                    Offer(edge, backwards);
                }
            }

            Follow(from, backwards, forwards: false);
        }
    }

    private void Offer(int edge, SortedDictionary<int, List<int>> bySlot)
    {
        var slot = _graph[edge].Slot;
        if (CuesOf(slot).Length == 0 || !_mayWalk(_graph[edge].Item))
        {
            return;
        }

        if (!bySlot.TryGetValue(slot, out var edges))
        {
            bySlot.Add(slot, edges = []);
        }

        edges.Add(edge);
    }

    private Cue[] CuesOf(int slot) => _cues[slot] ??= _question.Cues(_graph.Slot(slot));

    private void Follow(int from, SortedDictionary<int, List<int>> bySlot, bool forwards)
    {
        foreach (var (slot, all) in bySlot)
        {
            var holding = all.FindAll(edge => _graph[edge].Item.Polarity == Polarity.Holds);
            var edges = holding.Count > 0 ? holding : all;
            var cues = CuesOf(slot);
            if (edges.Count <= WidthMax)
            {
                foreach (var cue in cues)
                {
                    Follow(from, edges, cue, forwards, isOver: holding.Count == 0);
                }
            }
        }
    }

    private void Follow(int from, List<int> edges, Cue cue, bool forwards, bool isOver)
    {
        var state = _states[from];
        if ((state.Words & cue.Words) != 0)
        {
            return;
        }

        // Back by the way that it came, a walk finds the likes of where it was, and answers nothing.
        var (slot, back) = (_graph[edges[0]].Slot, forwards ? -1 : 1);
        if (state.Slot == back * (slot + 1))
        {
            return;
        }

        var place = _question.PlaceOf(cue, state.Origin);
        foreach (var edge in edges)
        {
            var to = isOver ? EntityGraph.None : forwards ? _graph[edge].Value : _graph[edge].Subject;
            if (_states.Count >= StatesMax)
            {
                return;
            }

            var words = state.Words | cue.Words;
            foreach (var mention in Mentions.Where(mention => mention.Entity == to && (words & mention.Words) == 0))
            {
                words |= mention.Words;
            }

            _states.Add(new State(
                to, state.Origin, words, -back * (slot + 1), place, state.Turns + (place < state.Place ? 1 : 0),
                state.Steps + 1, state.Share / edges.Count, from, edge));
        }
    }

    /// <summary>Gives an entity and those that are it by another name.</summary>
    private List<int> SameAs(int entity)
    {
        var same = new List<int>();
        Reach(entity);
        for (var next = 0; next < same.Count && same.Count < WidthMax; next++)
        {
            Reach(_graph.InFull(same[next]));
            if (_namings.Length == 0)
            {
                continue;
            }

            for (var edge = _graph.FirstOut(same[next]); edge >= 0; edge = _graph[edge].NextOut)
            {
                Reach(IsName(edge) ? _graph[edge].Value : EntityGraph.None);
            }

            for (var edge = _graph.FirstIn(same[next]); edge >= 0; edge = _graph[edge].NextIn)
            {
                Reach(IsName(edge) ? _graph[edge].Subject : EntityGraph.None);
            }
        }

        return same;

        void Reach(int other)
        {
            if (other != EntityGraph.None && !same.Contains(other))
            {
                same.Add(other);
            }
        }
    }

    private bool IsName(int edge) => Array.IndexOf(_namings, _graph[edge].Slot) >= 0
        && _graph[edge].Item.Polarity == Polarity.Holds && _mayWalk(_graph[edge].Item);

    private void Share()
    {
        var walks = Enumerable.Range(0, _states.Count).Where(state => _states[state].Steps > 0)
            .GroupBy(state => (
                Units: _question.Units(_states[state].Words), _states[state].Turns, _states[state].Steps))
            .OrderByDescending(group => group.Key.Units).ThenBy(group => group.Key.Turns)
            .ThenByDescending(group => group.Key.Steps).FirstOrDefault();
        var covered = walks is null || _question.Total == 0 ? 0 : (double)walks.Key.Units / _question.Total;
        if (covered < CoveredMin)
        {
            return;
        }

        // "Where does X's landlord live" must not lift where X lives, since nobody knows the landlord: a walk that
        // leaves a third of the question open counts a fifth.
        var sure = covered * covered * covered * covered;

        foreach (var end in walks!)
        {
            var share = sure * _states[end].Share;
            for (var at = end; _states[at].Edge >= 0; at = _states[at].From)
            {
                var item = _graph[_states[at].Edge].Item;
                _shares[item] = Math.Max(_shares.GetValueOrDefault(item), at == end ? share : OnTheWay * share);
            }
        }
    }

    /// <summary>A walk as far as it has come.</summary>
    /// <param name="Entity">Where it stands.</param>
    /// <param name="Origin">Where it began.</param>
    /// <param name="Words">The words of the question that it accounts for.</param>
    /// <param name="Slot">One more than the number of the slot that it followed last, negative where it went from the
    /// value to the subject; 0 at its beginning.</param>
    /// <param name="Place">The place of its last relation in the question.</param>
    /// <param name="Turns">How often it went against the order of the question.</param>
    /// <param name="Steps">How many relations it has followed.</param>
    /// <param name="Share">What it counts.</param>
    /// <param name="From">The walk that it goes on from.</param>
    /// <param name="Edge">What it followed last.</param>
    private readonly record struct State(
        int Entity,
        Mention Origin,
        UInt128 Words,
        int Slot,
        int Place,
        int Turns,
        int Steps,
        double Share,
        int From,
        int Edge);
}
