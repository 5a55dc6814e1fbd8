using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="RetentionPolicy"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.retention-policy")]
internal struct RetentionPolicySurrogate
{
    [Id(0)]
    public int? MemoriesMax;

    [Id(1)]
    public long? BytesMax;

    [Id(2)]
    public int? ExpireAfterDays;
}

/// <summary>Converts <see cref="RetentionPolicy"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class RetentionPolicyConverter : IConverter<RetentionPolicy, RetentionPolicySurrogate>
{
    public RetentionPolicy ConvertFromSurrogate(in RetentionPolicySurrogate surrogate) => new()
    {
        MemoriesMax = surrogate.MemoriesMax,
        BytesMax = surrogate.BytesMax,
        ExpireAfterDays = surrogate.ExpireAfterDays,
    };

    public RetentionPolicySurrogate ConvertToSurrogate(in RetentionPolicy value) => new()
    {
        MemoriesMax = value.MemoriesMax,
        BytesMax = value.BytesMax,
        ExpireAfterDays = value.ExpireAfterDays,
    };
}
