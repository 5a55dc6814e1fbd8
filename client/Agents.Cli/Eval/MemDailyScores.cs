namespace Agents.Cli.Eval;

/// <summary>MemDaily's tables, by type of question: all trajectories, and the development split.</summary>
internal static class MemDailyScores
{
    private static readonly int[] Depths = [1, 3, 5, 10];

    public static EvalReport Of(IReadOnlyList<Answer> answers)
    {
        var rows = Scoring.Measure(answers, Depths);
        var types = rows.Select(row => row.Group).Distinct().ToList();
        var development = rows.Where(row => row.Answer.Question.Development).ToList();
        var figures = new Dictionary<string, double>();
        Scoring.AddCommonFigures(answers, figures);
        return new EvalReport(
            [
                Scoring.Table("MemDaily, dev split", development, types),
                Scoring.Table("MemDaily, all", rows, types),
            ],
            figures);
    }
}
