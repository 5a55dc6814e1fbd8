using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="MemorySource"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.memory-source")]
internal struct MemorySourceSurrogate
{
    [Id(0)]
    public IReadOnlyList<string> Episodes;

    [Id(1)]
    public SourceSpan? Span;
}

/// <summary>Converts <see cref="MemorySource"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class MemorySourceConverter : IConverter<MemorySource, MemorySourceSurrogate>
{
    public MemorySource ConvertFromSurrogate(in MemorySourceSurrogate surrogate) =>
        new(surrogate.Episodes, surrogate.Span);

    public MemorySourceSurrogate ConvertToSurrogate(in MemorySource value) => new()
    {
        Episodes = value.Episodes,
        Span = value.Span,
    };
}
