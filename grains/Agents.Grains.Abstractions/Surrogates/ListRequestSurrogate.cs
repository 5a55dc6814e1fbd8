using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="ListRequest"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.list-request")]
internal struct ListRequestSurrogate
{
    [Id(0)]
    public string? User;

    [Id(1)]
    public IReadOnlyList<MemoryKind>? Kinds;

    [Id(2)]
    public string? Conversation;

    [Id(3)]
    public string? Agent;

    [Id(4)]
    public MemoryState? State;

    [Id(5)]
    public string? Cursor;

    [Id(6)]
    public int? Limit;

    [Id(7)]
    public DateTimeOffset? AsOf;

    [Id(8)]
    public DateTimeOffset? ValidAt;
}

/// <summary>Converts <see cref="ListRequest"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class ListRequestConverter : IConverter<ListRequest, ListRequestSurrogate>
{
    public ListRequest ConvertFromSurrogate(in ListRequestSurrogate surrogate) => new()
    {
        User = surrogate.User,
        Kinds = surrogate.Kinds,
        Conversation = surrogate.Conversation,
        Agent = surrogate.Agent,
        State = surrogate.State,
        Cursor = surrogate.Cursor,
        Limit = surrogate.Limit,
        AsOf = surrogate.AsOf,
        ValidAt = surrogate.ValidAt,
    };

    public ListRequestSurrogate ConvertToSurrogate(in ListRequest value) => new()
    {
        User = value.User,
        Kinds = value.Kinds,
        Conversation = value.Conversation,
        Agent = value.Agent,
        State = value.State,
        Cursor = value.Cursor,
        Limit = value.Limit,
        AsOf = value.AsOf,
        ValidAt = value.ValidAt,
    };
}
