using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="ConsolidationList"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.consolidation-list")]
internal struct ConsolidationListSurrogate
{
    [Id(0)]
    public IReadOnlyList<ConsolidationRun> Runs;

    [Id(1)]
    public int Owed;
}

/// <summary>Converts <see cref="ConsolidationList"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class ConsolidationListConverter : IConverter<ConsolidationList, ConsolidationListSurrogate>
{
    public ConsolidationList ConvertFromSurrogate(in ConsolidationListSurrogate surrogate) => new(
        surrogate.Runs, surrogate.Owed);

    public ConsolidationListSurrogate ConvertToSurrogate(in ConsolidationList value) => new()
    {
        Runs = value.Runs,
        Owed = value.Owed,
    };
}
