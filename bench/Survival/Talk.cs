using Agents.Cli.DataSets;
using Agents.Memory.Extraction;
using Agents.Memory.Recall;
using Agents.Memory.Records;

namespace Agents.Bench.Survival;

/// <summary>A conversation as it came: its turns, what was used before each, and which of them questions are asked
/// about at the end.</summary>
/// <param name="Sample">The sample that it comes from.</param>
/// <param name="Turns">The turns in order; each was learnt when it was said.</param>
/// <param name="Used">For each turn the earlier ones that a recall gave to its prompt.</param>
/// <param name="Claims">For each turn what the rules read in it.</param>
/// <param name="Evidence">How many questions a turn is evidence for; turns that are none are left out.</param>
/// <param name="Index">All turns at the end.</param>
internal sealed record Talk(
    Sample Sample,
    IReadOnlyList<EpisodeRecord> Turns,
    IReadOnlyList<IReadOnlyList<int>> Used,
    IReadOnlyList<IReadOnlyList<Claim>> Claims,
    IReadOnlyDictionary<int, int> Evidence,
    RecallIndex Index)
{
    public string Name => Sample.User;

    public int Pieces => Evidence.Values.Sum();

    /// <summary>Gives the share of the questions' evidence that is among the turns that were kept.</summary>
    public double Survival(IReadOnlySet<int> kept) =>
        Evidence.Where(turn => kept.Contains(turn.Key)).Sum(turn => turn.Value) / (double)Pieces;
}
