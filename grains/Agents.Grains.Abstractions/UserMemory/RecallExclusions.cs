namespace Agents.Grains.Abstractions;

/// <summary>What a caller inside the cluster may ask of a recall beyond the wire.</summary>
[GenerateSerializer, Immutable, Alias("agents.recall-exclusions")]
public sealed record RecallExclusions
{
    /// <summary>Gets the memories to leave out, such as the turns that the prompt already holds.</summary>
    [Id(0)]
    public IReadOnlyList<string> ExcludedIds { get; init; } = [];
}
