using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="RecalledBlock"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.recalled-block")]
internal struct RecalledBlockSurrogate
{
    [Id(0)]
    public long Position;

    [Id(1)]
    public DateTimeOffset At;

    [Id(2)]
    public IReadOnlyList<string> Ids;

    [Id(3)]
    public int BudgetTokens;

    [Id(4)]
    public RecallOrder Order;

    [Id(5)]
    public string Hash;
}

/// <summary>Converts <see cref="RecalledBlock"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class RecalledBlockConverter : IConverter<RecalledBlock, RecalledBlockSurrogate>
{
    public RecalledBlock ConvertFromSurrogate(in RecalledBlockSurrogate surrogate) => new()
    {
        Position = surrogate.Position,
        At = surrogate.At,
        Ids = surrogate.Ids,
        BudgetTokens = surrogate.BudgetTokens,
        Order = surrogate.Order,
        Hash = surrogate.Hash,
    };

    public RecalledBlockSurrogate ConvertToSurrogate(in RecalledBlock value) => new()
    {
        Position = value.Position,
        At = value.At,
        Ids = value.Ids,
        BudgetTokens = value.BudgetTokens,
        Order = value.Order,
        Hash = value.Hash,
    };
}
