namespace Agents.Grains.Consolidation;

/// <summary>What the model may cost for one user, who shares a tenant's budget with others.</summary>
/// <remarks>What a call may cost at most is reserved before it and settled after it, so that calls side by side do not
/// exceed a limit together. Only an answer that is longer than was asked for can.</remarks>
internal sealed class ModelBudget(DayAccount user, Func<DayAccount> tenant, ModelPrices prices)
{
    /// <summary>Reserves a call.</summary>
    /// <param name="input">The tokens that the model is to read.</param>
    /// <param name="output">The tokens that it may write.</param>
    /// <param name="charge">What is to be settled; null where the call is refused.</param>
    /// <returns>Why the call is refused; null where it is not.</returns>
    public ModelOutcome? Reserve(long input, long output, out ModelCharge? charge)
    {
        charge = null;
        var cost = prices.Of(input, output);
        var shortage = user.Reserve(cost, out var day);
        if (shortage != DayAccount.Shortage.None)
        {
            return shortage == DayAccount.Shortage.Tokens ? ModelOutcome.UserTokens : ModelOutcome.UserMoney;
        }

        var shared = tenant();
        shortage = shared.Reserve(cost, out var sharedDay);
        if (shortage != DayAccount.Shortage.None)
        {
            user.Settle(day, cost, default);
            return shortage == DayAccount.Shortage.Tokens ? ModelOutcome.TenantTokens : ModelOutcome.TenantMoney;
        }

        charge = new ModelCharge(prices, cost, spent =>
        {
            user.Settle(day, cost, spent);
            shared.Settle(sharedDay, cost, spent);
        });
        return null;
    }
}

/// <summary>What is reserved for one call. One that is never settled stays as it was reserved.</summary>
internal sealed class ModelCharge(ModelPrices prices, Spending reserved, Action<Spending> settle)
{
    /// <summary>Gets what is reserved.</summary>
    public Spending Reserved => reserved;

    /// <summary>Settles what the call did cost. To be called once at most.</summary>
    public Spending Settle(long input, long output)
    {
        var spent = prices.Of(input, output);
        settle(spent);
        return spent;
    }
}
