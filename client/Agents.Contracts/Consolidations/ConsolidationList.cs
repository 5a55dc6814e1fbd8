namespace Agents.Contracts;

/// <summary>Runs, the newest first, without their changes.</summary>
/// <param name="Runs">The runs.</param>
/// <param name="Owed">How many turns still wait to be read.</param>
public sealed record ConsolidationList(IReadOnlyList<ConsolidationRun> Runs, int Owed);
