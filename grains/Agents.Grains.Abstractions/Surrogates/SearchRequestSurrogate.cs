using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="SearchRequest"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.search-request")]
internal struct SearchRequestSurrogate
{
    [Id(0)]
    public string? User;

    [Id(1)]
    public string Query;

    [Id(2)]
    public int? Limit;

    [Id(3)]
    public DateTimeOffset? From;

    [Id(4)]
    public DateTimeOffset? To;

    [Id(5)]
    public IReadOnlyList<MemoryKind>? Kinds;

    [Id(6)]
    public string? Conversation;

    [Id(7)]
    public string? Agent;

    [Id(8)]
    public DateTimeOffset? AsOf;

    [Id(9)]
    public DateTimeOffset? ValidAt;
}

/// <summary>Converts <see cref="SearchRequest"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class SearchRequestConverter : IConverter<SearchRequest, SearchRequestSurrogate>
{
    public SearchRequest ConvertFromSurrogate(in SearchRequestSurrogate surrogate) => new()
    {
        User = surrogate.User,
        Query = surrogate.Query,
        Limit = surrogate.Limit,
        From = surrogate.From,
        To = surrogate.To,
        Kinds = surrogate.Kinds,
        Conversation = surrogate.Conversation,
        Agent = surrogate.Agent,
        AsOf = surrogate.AsOf,
        ValidAt = surrogate.ValidAt,
    };

    public SearchRequestSurrogate ConvertToSurrogate(in SearchRequest value) => new()
    {
        User = value.User,
        Query = value.Query,
        Limit = value.Limit,
        From = value.From,
        To = value.To,
        Kinds = value.Kinds,
        Conversation = value.Conversation,
        Agent = value.Agent,
        AsOf = value.AsOf,
        ValidAt = value.ValidAt,
    };
}
