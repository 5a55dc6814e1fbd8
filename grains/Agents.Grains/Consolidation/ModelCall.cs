namespace Agents.Grains.Consolidation;

/// <summary>What asking the model gave.</summary>
/// <typeparam name="T">What an answer is read as.</typeparam>
/// <param name="Outcome">What came of it.</param>
/// <param name="Spent">What it cost, also where nothing came of it.</param>
/// <param name="Answer">The answer; null unless it was read.</param>
/// <param name="Fault">What the client threw.</param>
internal sealed record ModelCall<T>(
    ModelOutcome Outcome, Spending Spent = default, T? Answer = null, Exception? Fault = null)
    where T : class
{
    public bool IsOverBudget => Outcome is ModelOutcome.UserTokens or ModelOutcome.UserMoney
        or ModelOutcome.TenantTokens or ModelOutcome.TenantMoney;

    // One that did not come in time would not come in time again.
    public bool IsWorthAnother => Outcome is ModelOutcome.Failed or ModelOutcome.Empty or ModelOutcome.Unreadable;
}
