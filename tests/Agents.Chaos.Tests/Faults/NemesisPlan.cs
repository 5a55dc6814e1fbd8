namespace Agents.Chaos.Tests.Faults;

/// <summary>What is done to a cluster while it is written to.</summary>
internal sealed record NemesisPlan
{
    /// <summary>Gets how many silos are ended by <c>kill -9</c> at least.</summary>
    public required int Kills { get; init; }

    /// <summary>Gets how many episodes are acknowledged at least.</summary>
    public required long Writes { get; init; }

    /// <summary>Gets when it ends at the latest, with as many kills and writes as there were by then.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Gets the shares of the other faults: a frozen silo, one frozen until it was voted dead, one that is
    /// asked to stop. The rest is killed.</summary>
    public double PauseShare { get; init; } = 0.1;

    public double LongPauseShare { get; init; } = 0.1;

    public double TerminateShare { get; init; } = 0.1;

    /// <summary>Gets how long a silo is frozen so that the others have voted it dead.</summary>
    public TimeSpan DeathAfter { get; init; } = TimeSpan.FromSeconds(15);
}
