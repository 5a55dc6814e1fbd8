namespace Agents.Cli.Eval;

/// <summary>Means by group of questions.</summary>
/// <param name="Title">What the rows are.</param>
/// <param name="Columns">The measures.</param>
/// <param name="Rows">The groups.</param>
internal sealed record ScoreTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<ScoreRow> Rows);
