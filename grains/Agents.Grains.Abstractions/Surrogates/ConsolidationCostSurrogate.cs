using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="ConsolidationCost"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.consolidation-cost")]
internal struct ConsolidationCostSurrogate
{
    [Id(0)]
    public int Calls;

    [Id(1)]
    public long InputTokens;

    [Id(2)]
    public long OutputTokens;

    [Id(3)]
    public decimal Money;
}

/// <summary>Converts <see cref="ConsolidationCost"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class ConsolidationCostConverter : IConverter<ConsolidationCost, ConsolidationCostSurrogate>
{
    public ConsolidationCost ConvertFromSurrogate(in ConsolidationCostSurrogate surrogate) => new(
        surrogate.Calls, surrogate.InputTokens, surrogate.OutputTokens, surrogate.Money);

    public ConsolidationCostSurrogate ConvertToSurrogate(in ConsolidationCost value) => new()
    {
        Calls = value.Calls,
        InputTokens = value.InputTokens,
        OutputTokens = value.OutputTokens,
        Money = value.Money,
    };
}
