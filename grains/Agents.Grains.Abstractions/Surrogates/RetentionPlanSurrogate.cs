using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="RetentionPlan"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.retention-plan")]
internal struct RetentionPlanSurrogate
{
    [Id(0)]
    public int Archive;

    [Id(1)]
    public int Expire;

    [Id(2)]
    public int Keep;

    [Id(3)]
    public IReadOnlyList<RetentionCandidate> First;
}

/// <summary>Converts <see cref="RetentionPlan"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class RetentionPlanConverter : IConverter<RetentionPlan, RetentionPlanSurrogate>
{
    public RetentionPlan ConvertFromSurrogate(in RetentionPlanSurrogate surrogate) => new()
    {
        Archive = surrogate.Archive,
        Expire = surrogate.Expire,
        Keep = surrogate.Keep,
        First = surrogate.First,
    };

    public RetentionPlanSurrogate ConvertToSurrogate(in RetentionPlan value) => new()
    {
        Archive = value.Archive,
        Expire = value.Expire,
        Keep = value.Keep,
        First = value.First,
    };
}
