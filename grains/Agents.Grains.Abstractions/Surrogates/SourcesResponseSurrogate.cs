using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="SourcesResponse"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.sources-response")]
internal struct SourcesResponseSurrogate
{
    [Id(0)]
    public string Id;

    [Id(1)]
    public IReadOnlyList<MemoryItem> Episodes;

    [Id(2)]
    public IReadOnlyList<SourceSpan?> Spans;
}

/// <summary>Converts <see cref="SourcesResponse"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class SourcesResponseConverter : IConverter<SourcesResponse, SourcesResponseSurrogate>
{
    public SourcesResponse ConvertFromSurrogate(in SourcesResponseSurrogate surrogate) =>
        new(surrogate.Id, surrogate.Episodes, surrogate.Spans);

    public SourcesResponseSurrogate ConvertToSurrogate(in SourcesResponse value) => new()
    {
        Id = value.Id,
        Episodes = value.Episodes,
        Spans = value.Spans,
    };
}
