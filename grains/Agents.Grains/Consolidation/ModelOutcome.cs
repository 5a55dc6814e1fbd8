namespace Agents.Grains.Consolidation;

/// <summary>What came of reading a turn with a model. All but <see cref="Read"/> leave the turn to the rules.</summary>
internal enum ModelOutcome
{
    /// <summary>It was read, and what it gave, or that it gave nothing, stands.</summary>
    Read,

    /// <summary>The answer was empty.</summary>
    Empty,

    /// <summary>The answer was in no form that was asked for.</summary>
    Unreadable,

    /// <summary>The turn bears out nothing of what the answer states.</summary>
    Ungrounded,

    /// <summary>No answer came in time.</summary>
    TimedOut,

    /// <summary>The call failed.</summary>
    Failed,

    /// <summary>The calls before failed one after the other, so none is made for a while.</summary>
    Paused,

    /// <summary>The user's tokens of the day are used up.</summary>
    UserTokens,

    /// <summary>The user's money of the day is used up.</summary>
    UserMoney,

    /// <summary>The tenant's tokens of the day are used up.</summary>
    TenantTokens,

    /// <summary>The tenant's money of the day is used up.</summary>
    TenantMoney,
}
