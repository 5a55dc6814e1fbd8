using Agents.Memory.Extraction;
using Agents.Memory.Extraction.Model;

namespace Agents.Grains.Consolidation;

/// <summary>What reading a turn with a model gave.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Claims">The claims that the turn bears out; none where it was skipped.</param>
/// <param name="Refused">The statements that were refused, by reason.</param>
/// <param name="Spent">What it cost, also where it was skipped.</param>
internal sealed record ModelReading(
    ModelOutcome Outcome, IReadOnlyList<Claim> Claims, IReadOnlyDictionary<Refusal, int> Refused, Spending Spent)
{
    /// <summary>Gets why the turn is left to the rules; null where it was read.</summary>
    public string? Skipped => Outcome switch
    {
        ModelOutcome.Read => null,
        ModelOutcome.Empty => "the model's answer was empty",
        ModelOutcome.Unreadable => "the model's answer was neither JSON nor lines of slot | value | quote",
        ModelOutcome.Ungrounded => "the turn says nothing of what the model stated",
        ModelOutcome.TimedOut => "the model did not answer in time",
        ModelOutcome.Failed => "the call of the model failed",
        ModelOutcome.Paused => "the model failed several times, and is left alone for a while",
        ModelOutcome.UserTokens => "the user's tokens of the day are used up",
        ModelOutcome.UserMoney => "the user's money of the day is used up",
        ModelOutcome.TenantTokens => "the tenant's tokens of the day are used up",
        ModelOutcome.TenantMoney => "the tenant's money of the day is used up",
        _ => "the outcome is unknown",
    };

    /// <summary>Makes the reading of a turn that is left to the rules.</summary>
    public static ModelReading Skip(ModelOutcome outcome, Spending spent) =>
        new(outcome, [], new Dictionary<Refusal, int>(), spent);
}
