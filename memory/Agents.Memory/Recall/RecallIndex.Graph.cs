using Agents.Memory.Recall.Fusion;

namespace Agents.Memory.Recall;

/// <content>What the relations between what memories speak of lead to.</content>
public sealed partial class RecallIndex
{
    private IRelatedDocuments? _related;

    /// <summary>Gives the relations that questions may follow.</summary>
    internal void Relate(IRelatedDocuments related) => _related = related;

    private void LookAlongRelations(SearchState state)
    {
        if (_related is not { Any: true } related)
        {
            state.GraphOff = "no relation is known";
            return;
        }

        var (off, found) = related.Follow(state.Query.Text, state.People, state.Filters.Guides);
        state.GraphOff = off;
        foreach (var (ordinal, share) in found)
        {
            state.Relate(ordinal, share);
        }
    }
}
