namespace Agents.Cli.Retention;

/// <summary>What was done to which memories.</summary>
/// <param name="Done"><c>held</c> or <c>released</c>.</param>
/// <param name="Ids">The memories.</param>
internal sealed record HoldResult(string Done, IReadOnlyList<string> Ids);
