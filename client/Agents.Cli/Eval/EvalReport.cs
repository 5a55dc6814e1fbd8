namespace Agents.Cli.Eval;

/// <summary>The result of an evaluation.</summary>
/// <param name="Tables">The tables, in the order of printing.</param>
/// <param name="Figures">Single numbers by name, such as AUROC.</param>
internal sealed record EvalReport(IReadOnlyList<ScoreTable> Tables, IReadOnlyDictionary<string, double> Figures);
