using Agents.Cli.DataSets.Locomo;

namespace Agents.Cli.Eval;

/// <summary>LoCoMo's table: categories 1 to 4 are the headline; 5, whose evidence tempts, stands apart.</summary>
internal static class LocomoScores
{
    private static readonly int[] Depths = [1, 5, 10, 25, 50];

    public static EvalReport Of(IReadOnlyList<Answer> answers)
    {
        var rows = Scoring.Measure(answers, Depths, 300, 1_000);
        var groups = rows.Select(row => row.Group).Distinct().Order(StringComparer.Ordinal);
        var table = Scoring.Table("LoCoMo",
        [
            Scoring.Mean("cat 1-4", rows.Where(row => row.Group != LocomoFile.Adversarial)),
            .. groups.Select(group => Scoring.Mean(group, rows.Where(row => row.Group == group))),
            Scoring.Mean("all 1-5", rows),
        ]);
        var figures = new Dictionary<string, double>();

        // The scorer compares confidences of questions with evidence only.
        Scoring.AddCommonFigures([.. rows.Select(row => row.Answer)], figures);
        figures["questions"] = answers.Count;
        figures["questions_without_evidence"] = answers.Count - rows.Count;
        return new EvalReport([table], figures);
    }
}
