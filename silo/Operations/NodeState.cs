namespace Agents.Silo.Operations;

/// <summary>One process as the operator page shows it.</summary>
/// <param name="Name">Its name in the cluster, or <c>gateway</c> for a process that hosts no grains.</param>
/// <param name="Address">Its address in the cluster, or null.</param>
/// <param name="Status">What the membership says of it, in lower case.</param>
/// <param name="Reachable">Whether it answered in time; what follows is null where it did not.</param>
internal sealed record NodeState(string Name, string? Address, string Status, bool Reachable)
{
    public string? Version { get; init; }

    public DateTimeOffset? Started { get; init; }

    public double? UptimeSeconds { get; init; }

    public long? WorkingSetBytes { get; init; }

    public MemoryReadings? Memory { get; init; }

    public EmbeddingReadings? Embedding { get; init; }

    public ConsolidationReadings? Consolidation { get; init; }

    public StorageReadings? Storage { get; init; }

    /// <summary>Gets the activations that were put to rest, by reason: <c>activation_idle</c> is the idle collection,
    /// <c>high_memory_pressure</c> is shedding.</summary>
    public IReadOnlyDictionary<string, double>? Rested { get; init; }

    public GatewayReadings? Gateway { get; init; }
}
