namespace Agents.Cli.Forget;

/// <summary>What was done to which memories.</summary>
/// <param name="Done"><c>forgotten</c>, <c>restored</c> or <c>erased</c>.</param>
/// <param name="Ids">The memories.</param>
internal sealed record ForgetResult(string Done, IReadOnlyList<string> Ids);
