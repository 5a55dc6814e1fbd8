using Agents.Memory.Records;

namespace Agents.Bench.Survival;

/// <summary>A conversation as it came: its turns, what was used before each, and which of them questions are asked
/// about at the end.</summary>
/// <param name="Name">The sample's id.</param>
/// <param name="Turns">The turns in order; each was learnt when it was said.</param>
/// <param name="Used">For each turn the earlier ones that a recall gave to its prompt.</param>
/// <param name="Evidence">How many questions a turn is evidence for; turns that are none are left out.</param>
internal sealed record Talk(
    string Name,
    IReadOnlyList<EpisodeRecord> Turns,
    IReadOnlyList<IReadOnlyList<int>> Used,
    IReadOnlyDictionary<int, int> Evidence)
{
    public int Pieces => Evidence.Values.Sum();

    /// <summary>Gives the share of the questions' evidence that is among the turns that were kept.</summary>
    public double Survival(IReadOnlySet<int> kept) =>
        Evidence.Where(turn => kept.Contains(turn.Key)).Sum(turn => turn.Value) / (double)Pieces;
}
