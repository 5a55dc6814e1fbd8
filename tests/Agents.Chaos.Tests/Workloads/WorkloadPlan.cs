namespace Agents.Chaos.Tests.Workloads;

/// <summary>What the clients of a run do.</summary>
internal sealed record WorkloadPlan
{
    public int Users { get; init; } = 200;

    /// <summary>Gets how many conversations each user has at once, each by another client.</summary>
    public int Conversations { get; init; } = 2;

    /// <summary>Gets how many clients call at once, each without a rest.</summary>
    /// <value>More than the machine has room for prove no more: silos that starve miss probes, and join late.</value>
    public int Clients { get; init; } = 8;

    /// <summary>Gets how many episodes one call sends at most.</summary>
    public int BatchMax { get; init; } = 8;

    /// <summary>Gets the share of calls that read.</summary>
    public double ReadShare { get; init; } = 0.25;

    /// <summary>Gets the share of calls that go to the node that the user's name points to, while it runs; the others
    /// go to any.</summary>
    public double HomeShare { get; init; }

    /// <summary>Gets the share of calls of unknown fate that nobody sends again.</summary>
    public double ForgottenShare { get; init; } = 0.1;
}
