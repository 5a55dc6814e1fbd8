using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="SearchResponse"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.search-response")]
internal struct SearchResponseSurrogate
{
    [Id(0)]
    public IReadOnlyList<MemoryHit> Hits;

    [Id(1)]
    public int Pending;

    [Id(2)]
    public IReadOnlyList<string> Skipped;
}

/// <summary>Converts <see cref="SearchResponse"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class SearchResponseConverter : IConverter<SearchResponse, SearchResponseSurrogate>
{
    public SearchResponse ConvertFromSurrogate(in SearchResponseSurrogate surrogate) =>
        new(surrogate.Hits, surrogate.Pending, surrogate.Skipped);

    public SearchResponseSurrogate ConvertToSurrogate(in SearchResponse value) => new()
    {
        Hits = value.Hits,
        Pending = value.Pending,
        Skipped = value.Skipped,
    };
}
