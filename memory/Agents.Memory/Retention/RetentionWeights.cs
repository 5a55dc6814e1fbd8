namespace Agents.Memory.Retention;

/// <summary>What a memory counts beyond time and use when some have to go, in units of activation: 0.7 doubles the odds
/// of being needed.</summary>
/// <remarks>Coarse on purpose. They were set with an eye on public development data, and held against a conversation
/// that was not looked at, four times: <c>bench -- survival</c> shows both.</remarks>
public sealed record RetentionWeights
{
    /// <summary>Gets the weight of saying what others do not: <c>ln(1 + x)</c>, where x is how rare its words are in
    /// all, against the mean, less the share of its sentences that ask.</summary>
    /// <value>The default is 8.</value>
    public double Rarity { get; init; } = 8;

    /// <summary>Gets the weight of answering a question, the share of it that asks: what somebody wanted to know once
    /// is asked again.</summary>
    /// <value>The default is 8.</value>
    public double Answer { get; init; } = 8;

    /// <summary>Gets the weight of saying when something happens.</summary>
    /// <value>The default is 4.</value>
    public double Time { get; init; } = 4;

    /// <summary>Gets the weight of an author's speaking of themselves.</summary>
    /// <value>The default is 2.</value>
    public double FirstPerson { get; init; } = 2;

    /// <summary>Gets what an item is worth beyond the best of the turns that say it.</summary>
    /// <value>The default is 2: it says what the turn is worth keeping for in fewer words, so of the two it goes
    /// last.</value>
    public double Item { get; init; } = 2;

    /// <summary>Gets the weight of having been restored or rewritten by the user.</summary>
    /// <value>The default is 16, more than a text is mostly worth: what was brought back is not to leave again at
    /// once.</value>
    public double Wanted { get; init; } = 16;

    /// <summary>Gets the weight that a text loses that no user said.</summary>
    /// <value>The default is 8: what a model or a tool says can be said again.</value>
    public double Secondhand { get; init; } = 8;
}
