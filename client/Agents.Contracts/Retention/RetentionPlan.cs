namespace Agents.Contracts;

/// <summary>What a policy would do now.</summary>
public sealed record RetentionPlan
{
    /// <summary>Gets how many memories it would archive.</summary>
    public required int Archive { get; init; }

    /// <summary>Gets how many memories it would let expire.</summary>
    public required int Expire { get; init; }

    /// <summary>Gets how many memories would stay in recall.</summary>
    public required int Keep { get; init; }

    /// <summary>Gets those that would go first, in that order.</summary>
    /// <value>At most 100.</value>
    public IReadOnlyList<RetentionCandidate> First { get; init; } = [];
}
