using Agents.Memory.Extraction;
using Agents.Memory.Graph;
using Agents.Memory.Items;
using Agents.Memory.Recall.Fusion;

namespace Agents.Memory.Recall;

/// <content>What the relations between what memories speak of lead to.</content>
public sealed partial class RecallIndex
{
    private EntityGraph? _graph;
    private Func<long, int> _ordinalOf = _ => -1;

    /// <summary>Gives the relations that questions may follow.</summary>
    /// <param name="graph">The relations.</param>
    /// <param name="ordinalOf">Gives the ordinal of the document that a frame recorded, or -1.</param>
    internal void Relate(EntityGraph graph, Func<long, int> ordinalOf) => (_graph, _ordinalOf) = (graph, ordinalOf);

    /// <summary>Follows the relations that a question names, and marks the items along the way and the turns that state
    /// them.</summary>
    private void LookAlongRelations(SearchState state)
    {
        if (_graph is not { Count: > 0 } graph)
        {
            state.GraphOff = "no relation is known";
            return;
        }

        var question = new QuestionWords(state.Query.Text);
        if (!question.IsRead)
        {
            state.GraphOff = "the question is empty or too long to be read";
            return;
        }

        var walk = new GraphWalk(graph, question, AskersIn(graph, state.People), item => Guides(item, state));
        state.GraphOff = walk.Mentions.Count == 0 ? "the question names no entity that is known"
            : walk.Shares.Count == 0 ? "the question names no relation that is known of its entities"
            : null;
        foreach (var (item, share) in walk.Shares)
        {
            state.Relate(_ordinalOf(item.Sequence), share);
            foreach (var source in item.Sources)
            {
                state.Relate(_ordinalOf(source.Sequence), share);
            }
        }
    }

    private bool Guides(ItemState item, SearchState state) =>
        _ordinalOf(item.Sequence) is var ordinal and >= 0 && state.Filters.Guides(ordinal);

    /// <summary>The asker is the user, and the one person who talks in the store where there is but one.</summary>
    private static List<int> AskersIn(EntityGraph graph, IReadOnlyList<string?> people)
    {
        string[] persons = [.. people.OfType<string>()];
        string[] names = persons.Length == 1 ? [Claim.Speaker, persons[0]] : [Claim.Speaker];
        return
        [
            .. names.Select(name => graph.Find(Wording.KeyOf(name, EntityGraph.NameWordsMax)))
                .Where(entity => entity != EntityGraph.None).Distinct(),
        ];
    }
}
