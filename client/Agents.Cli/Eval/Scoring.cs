namespace Agents.Cli.Eval;

/// <summary>What the three tables have in common.</summary>
internal static class Scoring
{
    /// <summary>Measures every question that has evidence.</summary>
    public static IReadOnlyList<ScoredAnswer> Measure(
        IReadOnlyList<Answer> answers, IReadOnlyList<int> depths, params int[] budgets) =>
        [.. answers.Where(answer => answer.Question.Gold.Count > 0)
            .Select(answer => new ScoredAnswer(answer, RankMeasures.Of(answer, depths, budgets)))];

    /// <summary>Makes a row of means; null for an empty group.</summary>
    public static ScoreRow? Mean(string group, IEnumerable<ScoredAnswer> rows)
    {
        var all = rows.ToList();
        return all.Count == 0 ? null : new ScoreRow(group, all.Count, all[0].Measures.Keys.ToDictionary(
            measure => measure, measure => all.Average(row => row.Measures[measure])));
    }

    /// <summary>Makes a row for each group in the order given, and one for all of them.</summary>
    public static ScoreTable Table(string title, IReadOnlyList<ScoredAnswer> rows, IEnumerable<string> groups) => Table(
        title,
        [.. groups.Select(group => Mean(group, rows.Where(row => row.Group == group))), Mean("overall", rows)]);

    public static ScoreTable Table(string title, IEnumerable<ScoreRow?> rows)
    {
        ScoreRow[] present = [.. rows.OfType<ScoreRow>()];
        return new ScoreTable(title, present.Length == 0 ? [] : [.. present[0].Means.Keys], present);
    }

    /// <summary>Adds how well confidence tells answerable questions from others, and the latency.</summary>
    public static void AddCommonFigures(IReadOnlyList<Answer> answers, Dictionary<string, double> figures)
    {
        var auroc = Auroc.Of(
            [.. answers.Where(answer => !answer.Question.Unanswerable).Select(answer => answer.Confidence)],
            [.. answers.Where(answer => answer.Question.Unanswerable).Select(answer => answer.Confidence)]);
        if (auroc is { } value)
        {
            figures["auroc"] = value;
        }

        var times = answers.Select(answer => answer.Milliseconds).Order().ToList();
        if (times.Count > 0)
        {
            figures["ms_p50"] = times[times.Count / 2];
            figures["ms_p95"] = times[(int)(0.95 * times.Count)];
        }

        figures["questions"] = answers.Count;
        figures["questions_without_evidence"] = answers.Count(answer => answer.Question.Gold.Count == 0);
        figures["questions_with_skipped_stages"] = answers.Count(answer => answer.Incomplete);
    }
}
