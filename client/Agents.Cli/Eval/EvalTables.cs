using System.Globalization;
using Agents.Cli.Output;

namespace Agents.Cli.Eval;

/// <summary>Writes a report as Markdown: recalls in percent, the rest as it is.</summary>
internal static class EvalTables
{
    public static void Write(EvalReport report, CliConsole console)
    {
        foreach (var table in report.Tables)
        {
            console.Line($"| {table.Title} | n | {string.Join(" | ", table.Columns)} |");
            console.Line($"|---|--:|{string.Concat(table.Columns.Select(_ => "--:|"))}");
            foreach (var row in table.Rows)
            {
                var means = table.Columns.Select(column => Format(column, row.Means[column]));
                console.Line($"| {row.Group} | {row.Questions} | {string.Join(" | ", means)} |");
            }

            console.Line(string.Empty);
        }

        console.Line(string.Join(", ", report.Figures.Select(figure =>
            $"{figure.Key} {figure.Value.ToString("0.###", CultureInfo.InvariantCulture)}")));
    }

    private static string Format(string column, double mean) => column == RankMeasures.Mrr
        ? mean.ToString("F3", CultureInfo.InvariantCulture)
        : (100 * mean).ToString("F1", CultureInfo.InvariantCulture);
}
