using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="RecalledResponse"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.recalled-response")]
internal struct RecalledResponseSurrogate
{
    [Id(0)]
    public string Id;

    [Id(1)]
    public RecalledBlock Block;

    [Id(2)]
    public string Context;

    [Id(3)]
    public bool Exact;

    [Id(4)]
    public int Erased;
}

/// <summary>Converts <see cref="RecalledResponse"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class RecalledResponseConverter : IConverter<RecalledResponse, RecalledResponseSurrogate>
{
    public RecalledResponse ConvertFromSurrogate(in RecalledResponseSurrogate surrogate) => new(
        surrogate.Id, surrogate.Block, surrogate.Context, surrogate.Exact, surrogate.Erased);

    public RecalledResponseSurrogate ConvertToSurrogate(in RecalledResponse value) => new()
    {
        Id = value.Id,
        Block = value.Block,
        Context = value.Context,
        Exact = value.Exact,
        Erased = value.Erased,
    };
}
