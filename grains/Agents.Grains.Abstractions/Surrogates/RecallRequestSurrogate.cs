using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="RecallRequest"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.recall-request")]
internal struct RecallRequestSurrogate
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
    public int? BudgetTokens;

    [Id(10)]
    public RecallOrder? Order;

    [Id(11)]
    public DateTimeOffset? ValidAt;
}

/// <summary>Converts <see cref="RecallRequest"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class RecallRequestConverter : IConverter<RecallRequest, RecallRequestSurrogate>
{
    public RecallRequest ConvertFromSurrogate(in RecallRequestSurrogate surrogate) => new()
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
        BudgetTokens = surrogate.BudgetTokens,
        Order = surrogate.Order,
        ValidAt = surrogate.ValidAt,
    };

    public RecallRequestSurrogate ConvertToSurrogate(in RecallRequest value) => new()
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
        BudgetTokens = value.BudgetTokens,
        Order = value.Order,
        ValidAt = value.ValidAt,
    };
}
