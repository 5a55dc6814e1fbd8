using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="ConsolidationChange"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.consolidation-change")]
internal struct ConsolidationChangeSurrogate
{
    [Id(0)]
    public string Change;

    [Id(1)]
    public string? Id;

    [Id(2)]
    public MemoryKind? Kind;

    [Id(3)]
    public string? Text;

    [Id(4)]
    public Statement? Statement;

    [Id(5)]
    public string? Why;

    [Id(6)]
    public string? By;

    [Id(7)]
    public string? Source;

    [Id(8)]
    public SourceSpan? Span;
}

/// <summary>Converts <see cref="ConsolidationChange"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class ConsolidationChangeConverter : IConverter<ConsolidationChange, ConsolidationChangeSurrogate>
{
    public ConsolidationChange ConvertFromSurrogate(in ConsolidationChangeSurrogate surrogate) => new()
    {
        Change = surrogate.Change,
        Id = surrogate.Id,
        Kind = surrogate.Kind,
        Text = surrogate.Text,
        Statement = surrogate.Statement,
        Why = surrogate.Why,
        By = surrogate.By,
        Source = surrogate.Source,
        Span = surrogate.Span,
    };

    public ConsolidationChangeSurrogate ConvertToSurrogate(in ConsolidationChange value) => new()
    {
        Change = value.Change,
        Id = value.Id,
        Kind = value.Kind,
        Text = value.Text,
        Statement = value.Statement,
        Why = value.Why,
        By = value.By,
        Source = value.Source,
        Span = value.Span,
    };
}
