using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="StatsResponse"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.stats-response")]
internal struct StatsResponseSurrogate
{
    [Id(0)]
    public IReadOnlyDictionary<string, long> Kinds;

    [Id(1)]
    public IReadOnlyDictionary<string, long> States;

    [Id(2)]
    public long Bytes;

    [Id(3)]
    public LogPositions Positions;

    [Id(4)]
    public int Pending;
}

/// <summary>Converts <see cref="StatsResponse"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class StatsResponseConverter : IConverter<StatsResponse, StatsResponseSurrogate>
{
    public StatsResponse ConvertFromSurrogate(in StatsResponseSurrogate surrogate) => new()
    {
        Kinds = surrogate.Kinds,
        States = surrogate.States,
        Bytes = surrogate.Bytes,
        Positions = surrogate.Positions,
        Pending = surrogate.Pending,
    };

    public StatsResponseSurrogate ConvertToSurrogate(in StatsResponse value) => new()
    {
        Kinds = value.Kinds,
        States = value.States,
        Bytes = value.Bytes,
        Positions = value.Positions,
        Pending = value.Pending,
    };
}
