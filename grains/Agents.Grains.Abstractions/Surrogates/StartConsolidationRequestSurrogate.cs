using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="StartConsolidationRequest"/> between silos. Ids are permanent: add, never
/// renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.start-consolidation")]
internal struct StartConsolidationRequestSurrogate
{
    [Id(0)]
    public string? User;

    [Id(1)]
    public bool DryRun;

    [Id(2)]
    public int? Limit;
}

/// <summary>Converts <see cref="StartConsolidationRequest"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class StartConsolidationRequestConverter
    : IConverter<StartConsolidationRequest, StartConsolidationRequestSurrogate>
{
    public StartConsolidationRequest ConvertFromSurrogate(in StartConsolidationRequestSurrogate surrogate) => new()
    {
        User = surrogate.User,
        DryRun = surrogate.DryRun,
        Limit = surrogate.Limit,
    };

    public StartConsolidationRequestSurrogate ConvertToSurrogate(in StartConsolidationRequest value) => new()
    {
        User = value.User,
        DryRun = value.DryRun,
        Limit = value.Limit,
    };
}
