using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="EraseResponse"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.erase-response")]
internal struct EraseResponseSurrogate
{
    [Id(0)]
    public long Erased;
}

/// <summary>Converts <see cref="EraseResponse"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class EraseResponseConverter : IConverter<EraseResponse, EraseResponseSurrogate>
{
    public EraseResponse ConvertFromSurrogate(in EraseResponseSurrogate surrogate) => new(surrogate.Erased);

    public EraseResponseSurrogate ConvertToSurrogate(in EraseResponse value) => new()
    {
        Erased = value.Erased,
    };
}
