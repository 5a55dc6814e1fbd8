namespace Agents.Cli.Eval;

/// <summary>The means of one group, by measure; fractions from 0 to 1.</summary>
internal sealed record ScoreRow(string Group, int Questions, IReadOnlyDictionary<string, double> Means);
