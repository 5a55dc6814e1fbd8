using Agents.Cli.DataSets.Beam;

namespace Agents.Cli.Eval;

/// <summary>BEAM's table, by ability, and whether an update ranks above what it replaced.</summary>
internal static class BeamScores
{
    private const int Top = 10;
    private static readonly int[] Depths = [5, 10, 25];

    public static EvalReport Of(IReadOnlyList<Answer> answers)
    {
        var rows = Scoring.Measure(answers, Depths);
        var figures = new Dictionary<string, double>();
        Scoring.AddCommonFigures(answers, figures);
        AddUpdates(rows, figures);
        AddContradictions(rows, figures);
        var abilities = rows.Select(row => row.Group).Distinct().Order(StringComparer.Ordinal);
        return new EvalReport([Scoring.Table("BEAM", rows, abilities)], figures);
    }

    private static void AddUpdates(IReadOnlyList<ScoredAnswer> rows, Dictionary<string, double> figures)
    {
        var ranks = Ranks(rows, BeamFolder.KnowledgeUpdate);
        if (ranks.Count > 0)
        {
            figures["update_in_top_10"] = ranks.Average(pair => pair.Second <= Top ? 1.0 : 0);
            figures["update_above_outdated"] = ranks.Average(
                pair => pair.Second < pair.First && pair.Second <= Top ? 1.0 : 0);
            figures["only_outdated_in_top_10"] = ranks.Average(
                pair => pair.First <= Top && pair.Second > Top ? 1.0 : 0);
        }
    }

    private static void AddContradictions(IReadOnlyList<ScoredAnswer> rows, Dictionary<string, double> figures)
    {
        var ranks = Ranks(rows, BeamFolder.Contradiction);
        if (ranks.Count > 0)
        {
            figures["both_statements_in_top_10"] = ranks.Average(
                pair => pair.First <= Top && pair.Second <= Top ? 1.0 : 0);
        }
    }

    private static List<(int First, int Second)> Ranks(IReadOnlyList<ScoredAnswer> rows, string ability) =>
        [.. rows.Where(row => row.Group == ability && row.Answer.Question.Pair is not null).Select(row => (
            RankMeasures.BestRank(row.Answer.Retrieved, row.Answer.Question.Pair!.First),
            RankMeasures.BestRank(row.Answer.Retrieved, row.Answer.Question.Pair!.Second)))];
}
