namespace Agents.Cli.DataSets;

/// <summary>Two statements about one thing: the earlier one first where one replaces the other.</summary>
internal sealed record StatementPair(IReadOnlyList<string> First, IReadOnlyList<string> Second);
