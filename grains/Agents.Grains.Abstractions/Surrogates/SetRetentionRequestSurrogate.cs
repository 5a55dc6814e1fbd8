using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="SetRetentionRequest"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.set-retention")]
internal struct SetRetentionRequestSurrogate
{
    [Id(0)]
    public string? User;

    [Id(1)]
    public int? MemoriesMax;

    [Id(2)]
    public long? BytesMax;

    [Id(3)]
    public int? ExpireAfterDays;

    [Id(4)]
    public bool DryRun;
}

/// <summary>Converts <see cref="SetRetentionRequest"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class SetRetentionRequestConverter : IConverter<SetRetentionRequest, SetRetentionRequestSurrogate>
{
    public SetRetentionRequest ConvertFromSurrogate(in SetRetentionRequestSurrogate surrogate) => new()
    {
        User = surrogate.User,
        MemoriesMax = surrogate.MemoriesMax,
        BytesMax = surrogate.BytesMax,
        ExpireAfterDays = surrogate.ExpireAfterDays,
        DryRun = surrogate.DryRun,
    };

    public SetRetentionRequestSurrogate ConvertToSurrogate(in SetRetentionRequest value) => new()
    {
        User = value.User,
        MemoriesMax = value.MemoriesMax,
        BytesMax = value.BytesMax,
        ExpireAfterDays = value.ExpireAfterDays,
        DryRun = value.DryRun,
    };
}
