using Agents.Memory.Extraction;
using Agents.Memory.Recall;

namespace Agents.Memory.Graph;

/// <summary>Finds the items on the walks of a question, and the turns that state them.</summary>
/// <param name="graph">The relations.</param>
/// <param name="ordinalOf">Gives the ordinal of the memory that a frame recorded, or -1.</param>
internal sealed class RelatedMemories(EntityGraph graph, Func<long, int> ordinalOf) : IRelatedDocuments
{
    public bool Any => graph.Count > 0;

    public (string? Off, IReadOnlyList<(int Ordinal, double Share)> Found) Follow(
        string question, IReadOnlyList<string?> people, Func<int, bool> guides)
    {
        var words = new QuestionWords(question);
        if (!words.IsRead)
        {
            return ("the question is empty or too long to be read", []);
        }

        var walk = new GraphWalk(
            graph, words, AskersAmong(people), item => ordinalOf(item.Sequence) is var at and >= 0 && guides(at));
        var off = walk.Mentions.Count == 0 ? "the question names no entity that is known"
            : walk.Shares.Count == 0 ? "the question names no relation that is known of its entities"
            : null;
        return (off,
        [
            .. walk.Shares.SelectMany(pair => pair.Key.Sources.Select(source => source.Sequence)
                .Prepend(pair.Key.Sequence).Select(sequence => (ordinalOf(sequence), pair.Value))),
        ]);
    }

    /// <summary>The asker is the user, and the one person who talks in the store where there is but one.</summary>
    private List<int> AskersAmong(IReadOnlyList<string?> people)
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
