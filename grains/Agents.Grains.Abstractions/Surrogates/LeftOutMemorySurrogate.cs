using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="LeftOutMemory"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.left-out-memory")]
internal struct LeftOutMemorySurrogate
{
    [Id(0)]
    public string Id;

    [Id(1)]
    public string Why;
}

/// <summary>Converts <see cref="LeftOutMemory"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class LeftOutMemoryConverter : IConverter<LeftOutMemory, LeftOutMemorySurrogate>
{
    public LeftOutMemory ConvertFromSurrogate(in LeftOutMemorySurrogate surrogate) => new(surrogate.Id, surrogate.Why);

    public LeftOutMemorySurrogate ConvertToSurrogate(in LeftOutMemory value) => new()
    {
        Id = value.Id,
        Why = value.Why,
    };
}
