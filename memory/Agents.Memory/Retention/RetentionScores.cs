using Agents.Contracts;
using Agents.Memory.Items;
using Agents.Memory.Projection;
using Agents.Memory.Recall;

namespace Agents.Memory.Retention;

/// <summary>How much each memory is worth keeping: its activation, and what it says.</summary>
/// <remarks>
/// <c>score = B + sum of weight * feature</c>. B alone keeps what is new or in use; what a conversation is asked about
/// months later is told by what a turn says. Features are those that the recall index holds already, so no text is
/// read.
/// </remarks>
internal sealed class RetentionScores
{
    private readonly MemoryProjection _known;
    private readonly RetentionWeights _weights;
    private readonly RecallContent[] _contents;
    private readonly double _rarityMean;

    public RetentionScores(MemoryProjection known, RetentionWeights weights)
    {
        _known = known;
        _weights = weights;
        _contents = known.Index.Contents();
        var texts = _contents.Where(content => content.Rarity > 0).ToArray();
        _rarityMean = texts.Length == 0 ? 1 : texts.Sum(content => content.Rarity) / texts.Length;
    }

    /// <summary>Gives the score of a memory at a moment.</summary>
    public double Of(int ordinal, DateTimeOffset now) => _known.ActivationOf(ordinal, now) + WorthOf(ordinal);

    private double WorthOf(int ordinal)
    {
        var said = _known.Items.Find(_known[ordinal].Sequence) is { } item ? WorthOf(item) : null;
        return (said ?? WorthOfText(ordinal)) + (_known[ordinal].Wanted ? _weights.Wanted : 0);
    }

    /// <summary>Gives what an item is worth; null where no turn says it any more.</summary>
    private double? WorthOf(ItemState item)
    {
        double? best = null;
        foreach (var source in item.Sources)
        {
            if (_known.TryFindRecord(source.Sequence, out var turn) && !(WorthOfText(turn) <= best))
            {
                best = WorthOfText(turn);
            }
        }

        return best + _weights.Item;
    }

    private double WorthOfText(int ordinal)
    {
        // What a model answers is told to the user and not by them.
        var content = _contents[ordinal];
        var isUser = content.Role is MessageRoles.User;
        return (_weights.Rarity * RarityOf(content))
            + (isUser ? _weights.Answer * content.Answers : -_weights.Secondhand)
            + (content.SaysWhen ? _weights.Time : 0)
            + (content.FirstPerson ? _weights.FirstPerson : 0);
    }

    private double RarityOf(RecallContent content) =>
        Math.Log(1 + (content.Rarity * (1 - content.Asks) / _rarityMean));
}
