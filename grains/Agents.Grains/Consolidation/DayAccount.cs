namespace Agents.Grains.Consolidation;

/// <summary>What somebody has spent on the model today, a day of UTC. Thread-safe.</summary>
/// <param name="tokensMax">The tokens of a day; null for no limit.</param>
/// <param name="moneyMax">The money of a day; null for no limit.</param>
/// <param name="clock">The time.</param>
internal sealed class DayAccount(long? tokensMax, decimal? moneyMax, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private DateOnly _day;
    private long _tokens;
    private decimal _money;

    /// <summary>What a day has too little of.</summary>
    internal enum Shortage
    {
        /// <summary>Of nothing.</summary>
        None,

        /// <summary>Of tokens.</summary>
        Tokens,

        /// <summary>Of money.</summary>
        Money,
    }

    /// <summary>Gets what was spent today, reserved and settled.</summary>
    public (long Tokens, decimal Money) Spent
    {
        get
        {
            lock (_gate)
            {
                TurnDay();
                return (_tokens, _money);
            }
        }
    }

    /// <summary>Gets a value indicating whether nothing was spent today.</summary>
    public bool IsIdle => Spent == default;

    /// <summary>Reserves what a call may cost, or nothing where the day has too little left.</summary>
    /// <param name="cost">The most that the call is to cost.</param>
    /// <param name="day">The day that it is reserved of.</param>
    public Shortage Reserve(Spending cost, out DateOnly day)
    {
        lock (_gate)
        {
            day = TurnDay();
            var shortage = _tokens + cost.Tokens > tokensMax ? Shortage.Tokens
                : _money + cost.Money > moneyMax ? Shortage.Money
                : Shortage.None;
            if (shortage == Shortage.None)
            {
                (_tokens, _money) = (_tokens + cost.Tokens, _money + cost.Money);
            }

            return shortage;
        }
    }

    /// <summary>Puts what a call did cost in the place of what was reserved for it. A day that is over stays as it
    /// was.</summary>
    public void Settle(DateOnly day, Spending reserved, Spending spent)
    {
        lock (_gate)
        {
            if (TurnDay() == day)
            {
                _tokens += spent.Tokens - reserved.Tokens;
                _money += spent.Money - reserved.Money;
            }
        }
    }

    private DateOnly TurnDay()
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        if (today != _day)
        {
            (_day, _tokens, _money) = (today, 0, 0);
        }

        return _day;
    }
}
