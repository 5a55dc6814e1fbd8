using Agents.Memory.Records;

namespace Agents.Grains.Surrogates;

/// <summary>Carries <see cref="RunCost"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.run-cost")]
internal struct RunCostSurrogate
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

/// <summary>Converts <see cref="RunCost"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class RunCostConverter : IConverter<RunCost, RunCostSurrogate>
{
    public RunCost ConvertFromSurrogate(in RunCostSurrogate surrogate) => new(
        surrogate.Calls, surrogate.InputTokens, surrogate.OutputTokens, surrogate.Money);

    public RunCostSurrogate ConvertToSurrogate(in RunCost value) => new()
    {
        Calls = value.Calls,
        InputTokens = value.InputTokens,
        OutputTokens = value.OutputTokens,
        Money = value.Money,
    };
}
