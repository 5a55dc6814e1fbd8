namespace Agents.Silo.Operations;

/// <summary>What one process says of itself: its metrics as they stand, and no user.</summary>
[GenerateSerializer, Immutable, Alias("agents.silo-report")]
internal sealed record SiloReport
{
    [Id(0)]
    public required string Version { get; init; }

    [Id(1)]
    public required DateTimeOffset Started { get; init; }

    [Id(2)]
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets the bytes of memory that the process holds.</summary>
    [Id(3)]
    public required long WorkingSet { get; init; }

    /// <summary>Gets the sum of each metric, by its name and tags as <see cref="MeterReadings"/> spells them.</summary>
    [Id(4)]
    public required Dictionary<string, double> Readings { get; init; }
}
