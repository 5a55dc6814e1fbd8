using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="ListResponse"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.list-response")]
internal struct ListResponseSurrogate
{
    [Id(0)]
    public IReadOnlyList<MemoryItem> Items;

    [Id(1)]
    public string? Next;
}

/// <summary>Converts <see cref="ListResponse"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class ListResponseConverter : IConverter<ListResponse, ListResponseSurrogate>
{
    public ListResponse ConvertFromSurrogate(in ListResponseSurrogate surrogate) =>
        new(surrogate.Items, surrogate.Next);

    public ListResponseSurrogate ConvertToSurrogate(in ListResponse value) => new()
    {
        Items = value.Items,
        Next = value.Next,
    };
}
