using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="Statement"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.statement")]
internal struct StatementSurrogate
{
    [Id(0)]
    public string Subject;

    [Id(1)]
    public string Slot;

    [Id(2)]
    public string Value;

    [Id(3)]
    public string Polarity;

    [Id(4)]
    public DateTimeOffset ValidFrom;

    [Id(5)]
    public DateTimeOffset? ValidTo;

    [Id(6)]
    public DateTimeOffset? RetiredAt;

    [Id(7)]
    public string? ReplacedBy;

    [Id(8)]
    public IReadOnlyList<string> Contradicts;

    [Id(9)]
    public IReadOnlyList<string> RestsOn;

    [Id(10)]
    public double Confidence;

    [Id(11)]
    public int Said;

    [Id(12)]
    public DateTimeOffset? FirstSaid;

    [Id(13)]
    public DateTimeOffset? LastSaid;

    [Id(14)]
    public IReadOnlyList<string>? Related;
}

/// <summary>Converts <see cref="Statement"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class StatementConverter : IConverter<Statement, StatementSurrogate>
{
    public Statement ConvertFromSurrogate(in StatementSurrogate surrogate) => new()
    {
        Subject = surrogate.Subject,
        Slot = surrogate.Slot,
        Value = surrogate.Value,
        Polarity = surrogate.Polarity,
        ValidFrom = surrogate.ValidFrom,
        ValidTo = surrogate.ValidTo,
        RetiredAt = surrogate.RetiredAt,
        ReplacedBy = surrogate.ReplacedBy,
        Contradicts = surrogate.Contradicts,
        RestsOn = surrogate.RestsOn,
        Confidence = surrogate.Confidence,
        Said = surrogate.Said,
        FirstSaid = surrogate.FirstSaid,
        LastSaid = surrogate.LastSaid,
        Related = surrogate.Related,
    };

    public StatementSurrogate ConvertToSurrogate(in Statement value) => new()
    {
        Subject = value.Subject,
        Slot = value.Slot,
        Value = value.Value,
        Polarity = value.Polarity,
        ValidFrom = value.ValidFrom,
        ValidTo = value.ValidTo,
        RetiredAt = value.RetiredAt,
        ReplacedBy = value.ReplacedBy,
        Contradicts = value.Contradicts,
        RestsOn = value.RestsOn,
        Confidence = value.Confidence,
        Said = value.Said,
        FirstSaid = value.FirstSaid,
        LastSaid = value.LastSaid,
        Related = value.Related,
    };
}
