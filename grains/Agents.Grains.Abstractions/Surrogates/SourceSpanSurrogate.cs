using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="SourceSpan"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.source-span")]
internal struct SourceSpanSurrogate
{
    [Id(0)]
    public int Start;

    [Id(1)]
    public int End;
}

/// <summary>Converts <see cref="SourceSpan"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class SourceSpanConverter : IConverter<SourceSpan, SourceSpanSurrogate>
{
    public SourceSpan ConvertFromSurrogate(in SourceSpanSurrogate surrogate) => new(surrogate.Start, surrogate.End);

    public SourceSpanSurrogate ConvertToSurrogate(in SourceSpan value) => new()
    {
        Start = value.Start,
        End = value.End,
    };
}
