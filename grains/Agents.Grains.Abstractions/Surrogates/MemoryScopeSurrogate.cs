using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="MemoryScope"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.memory-scope")]
internal struct MemoryScopeSurrogate
{
    [Id(0)]
    public string Tenant;

    [Id(1)]
    public string User;
}

/// <summary>Converts <see cref="MemoryScope"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class MemoryScopeConverter : IConverter<MemoryScope, MemoryScopeSurrogate>
{
    public MemoryScope ConvertFromSurrogate(in MemoryScopeSurrogate surrogate) => new(surrogate.Tenant, surrogate.User);

    public MemoryScopeSurrogate ConvertToSurrogate(in MemoryScope value) => new()
    {
        Tenant = value.Tenant,
        User = value.User,
    };
}
