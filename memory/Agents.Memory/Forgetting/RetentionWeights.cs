namespace Agents.Memory.Forgetting;

/// <summary>What a memory counts beyond time and use when some have to go, in units of activation: 0.7 is worth twice
/// the odds of being needed.</summary>
/// <remarks>Coarse on purpose. They were set with an eye on public development data, and held against a conversation
/// that was not looked at, four times: <c>bench -- survival</c> shows both.</remarks>
public sealed record RetentionWeights
{
    /// <summary>Gets the weight of saying what others do not: <c>ln(1 + x)</c>, where x is how rare its words are in
    /// all, against the mean, less the share of its sentences that ask.</summary>
    /// <value>The default is 8.</value>
    public double Rarity { get; init; } = 8;

    /// <summary>Gets the weight of answering a question, the share of it that asks: what somebody wanted to know once is
    /// asked again.</summary>
    /// <value>The default is 8.</value>
    public double Answer { get; init; } = 8;

    /// <summary>Gets the weight of saying when something happens.</summary>
    /// <value>The default is 4.</value>
    public double Time { get; init; } = 4;

    /// <summary>Gets the weight of an author's speaking of themselves.</summary>
    /// <value>The default is 2.</value>
    public double FirstPerson { get; init; } = 2;

    /// <summary>Gets the weight of having given an item that still holds.</summary>
    /// <value>The default is 2: what the rules could read is no small talk.</value>
    public double Taken { get; init; } = 2;

    /// <summary>Gets the weight of being an item.</summary>
    /// <value>The default is 16: it is short, and says what a turn is worth keeping for, so it outlives the
    /// turn.</value>
    public double Item { get; init; } = 16;

    /// <summary>Gets the weight that a text loses that no user said.</summary>
    /// <value>The default is 8: what a model or a tool says can be said again.</value>
    public double Secondhand { get; init; } = 8;
}
