using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="ExplainResponse"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.explain-response")]
internal struct ExplainResponseSurrogate
{
    [Id(0)]
    public RecallResponse Recall;

    [Id(1)]
    public IReadOnlyDictionary<string, double> Weights;

    [Id(2)]
    public IReadOnlyDictionary<string, string> Switches;

    [Id(3)]
    public int BudgetTokens;

    [Id(4)]
    public IReadOnlyDictionary<string, double> StageMs;

    [Id(5)]
    public ExplainedMemory? Memory;
}

/// <summary>Converts <see cref="ExplainResponse"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class ExplainResponseConverter : IConverter<ExplainResponse, ExplainResponseSurrogate>
{
    public ExplainResponse ConvertFromSurrogate(in ExplainResponseSurrogate surrogate) => new()
    {
        Recall = surrogate.Recall,
        Weights = surrogate.Weights,
        Switches = surrogate.Switches,
        BudgetTokens = surrogate.BudgetTokens,
        StageMs = surrogate.StageMs,
        Memory = surrogate.Memory,
    };

    public ExplainResponseSurrogate ConvertToSurrogate(in ExplainResponse value) => new()
    {
        Recall = value.Recall,
        Weights = value.Weights,
        Switches = value.Switches,
        BudgetTokens = value.BudgetTokens,
        StageMs = value.StageMs,
        Memory = value.Memory,
    };
}
