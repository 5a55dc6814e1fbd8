using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="ConsolidationRun"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.consolidation-run")]
internal struct ConsolidationRunSurrogate
{
    [Id(0)]
    public string? Id;

    [Id(1)]
    public ConsolidationState State;

    [Id(2)]
    public string Trigger;

    [Id(3)]
    public DateTimeOffset Started;

    [Id(4)]
    public DateTimeOffset? Ended;

    [Id(5)]
    public string? Extractor;

    [Id(6)]
    public int Texts;

    [Id(7)]
    public int Added;

    [Id(8)]
    public int Repeated;

    [Id(9)]
    public int Retired;

    [Id(10)]
    public int PassedOver;

    [Id(11)]
    public ConsolidationCost? Cost;

    [Id(12)]
    public IReadOnlyList<ConsolidationChange> Changes;

    [Id(13)]
    public int ChangesLeftOut;
}

/// <summary>Converts <see cref="ConsolidationRun"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class ConsolidationRunConverter : IConverter<ConsolidationRun, ConsolidationRunSurrogate>
{
    public ConsolidationRun ConvertFromSurrogate(in ConsolidationRunSurrogate surrogate) => new()
    {
        Id = surrogate.Id,
        State = surrogate.State,
        Trigger = surrogate.Trigger,
        Started = surrogate.Started,
        Ended = surrogate.Ended,
        Extractor = surrogate.Extractor,
        Texts = surrogate.Texts,
        Added = surrogate.Added,
        Repeated = surrogate.Repeated,
        Retired = surrogate.Retired,
        PassedOver = surrogate.PassedOver,
        Cost = surrogate.Cost,
        Changes = surrogate.Changes,
        ChangesLeftOut = surrogate.ChangesLeftOut,
    };

    public ConsolidationRunSurrogate ConvertToSurrogate(in ConsolidationRun value) => new()
    {
        Id = value.Id,
        State = value.State,
        Trigger = value.Trigger,
        Started = value.Started,
        Ended = value.Ended,
        Extractor = value.Extractor,
        Texts = value.Texts,
        Added = value.Added,
        Repeated = value.Repeated,
        Retired = value.Retired,
        PassedOver = value.PassedOver,
        Cost = value.Cost,
        Changes = value.Changes,
        ChangesLeftOut = value.ChangesLeftOut,
    };
}
