using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="RetentionUsage"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.retention-usage")]
internal struct RetentionUsageSurrogate
{
    [Id(0)]
    public int Memories;

    [Id(1)]
    public long Bytes;

    [Id(2)]
    public int Exempt;

    [Id(3)]
    public int Archived;
}

/// <summary>Converts <see cref="RetentionUsage"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class RetentionUsageConverter : IConverter<RetentionUsage, RetentionUsageSurrogate>
{
    public RetentionUsage ConvertFromSurrogate(in RetentionUsageSurrogate surrogate) => new()
    {
        Memories = surrogate.Memories,
        Bytes = surrogate.Bytes,
        Exempt = surrogate.Exempt,
        Archived = surrogate.Archived,
    };

    public RetentionUsageSurrogate ConvertToSurrogate(in RetentionUsage value) => new()
    {
        Memories = value.Memories,
        Bytes = value.Bytes,
        Exempt = value.Exempt,
        Archived = value.Archived,
    };
}
