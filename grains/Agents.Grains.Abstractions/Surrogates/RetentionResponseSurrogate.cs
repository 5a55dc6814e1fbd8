using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="RetentionResponse"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.retention-response")]
internal struct RetentionResponseSurrogate
{
    [Id(0)]
    public RetentionPolicy? Policy;

    [Id(1)]
    public RetentionPolicy? Tenant;

    [Id(2)]
    public RetentionPolicy Effective;

    [Id(3)]
    public RetentionUsage? Usage;

    [Id(4)]
    public RetentionPlan? Plan;
}

/// <summary>Converts <see cref="RetentionResponse"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class RetentionResponseConverter : IConverter<RetentionResponse, RetentionResponseSurrogate>
{
    public RetentionResponse ConvertFromSurrogate(in RetentionResponseSurrogate surrogate) => new()
    {
        Policy = surrogate.Policy,
        Tenant = surrogate.Tenant,
        Effective = surrogate.Effective,
        Usage = surrogate.Usage,
        Plan = surrogate.Plan,
    };

    public RetentionResponseSurrogate ConvertToSurrogate(in RetentionResponse value) => new()
    {
        Policy = value.Policy,
        Tenant = value.Tenant,
        Effective = value.Effective,
        Usage = value.Usage,
        Plan = value.Plan,
    };
}
