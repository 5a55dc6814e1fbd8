using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="MemoryError"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.memory-error")]
internal struct MemoryErrorSurrogate
{
    [Id(0)]
    public string Code;

    [Id(1)]
    public string Message;

    [Id(2)]
    public string? Param;
}

/// <summary>Converts <see cref="MemoryError"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class MemoryErrorConverter : IConverter<MemoryError, MemoryErrorSurrogate>
{
    public MemoryError ConvertFromSurrogate(in MemoryErrorSurrogate surrogate) =>
        new(surrogate.Code, surrogate.Message, surrogate.Param);

    public MemoryErrorSurrogate ConvertToSurrogate(in MemoryError value) => new()
    {
        Code = value.Code,
        Message = value.Message,
        Param = value.Param,
    };
}
