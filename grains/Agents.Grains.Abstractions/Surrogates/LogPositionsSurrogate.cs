using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="LogPositions"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.log-positions")]
internal struct LogPositionsSurrogate
{
    [Id(0)]
    public long Accepted;

    [Id(1)]
    public long Durable;

    [Id(2)]
    public long Indexed;

    [Id(3)]
    public long Consolidated;
}

/// <summary>Converts <see cref="LogPositions"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class LogPositionsConverter : IConverter<LogPositions, LogPositionsSurrogate>
{
    public LogPositions ConvertFromSurrogate(in LogPositionsSurrogate surrogate) =>
        new(surrogate.Accepted, surrogate.Durable, surrogate.Indexed, surrogate.Consolidated);

    public LogPositionsSurrogate ConvertToSurrogate(in LogPositions value) => new()
    {
        Accepted = value.Accepted,
        Durable = value.Durable,
        Indexed = value.Indexed,
        Consolidated = value.Consolidated,
    };
}
