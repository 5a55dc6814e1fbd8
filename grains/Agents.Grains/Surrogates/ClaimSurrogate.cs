using Agents.Contracts;
using Agents.Memory.Extraction;

namespace Agents.Grains.Surrogates;

/// <summary>Carries <see cref="Claim"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.claim")]
internal struct ClaimSurrogate
{
    [Id(0)]
    public MemoryKind Kind;

    [Id(1)]
    public string Subject;

    [Id(2)]
    public string Slot;

    [Id(3)]
    public string Value;

    [Id(4)]
    public Polarity Polarity;

    [Id(5)]
    public SourceSpan Span;

    [Id(6)]
    public string? When;

    [Id(7)]
    public bool Functional;

    [Id(8)]
    public SourceSpan? Reason;

    [Id(9)]
    public bool OnlyIfKnown;
}

/// <summary>Converts <see cref="Claim"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class ClaimConverter : IConverter<Claim, ClaimSurrogate>
{
    public Claim ConvertFromSurrogate(in ClaimSurrogate surrogate) => new()
    {
        Kind = surrogate.Kind,
        Subject = surrogate.Subject,
        Slot = surrogate.Slot,
        Value = surrogate.Value,
        Polarity = surrogate.Polarity,
        Span = surrogate.Span,
        When = surrogate.When is { } when ? StatedTime.Parse(when) : null,
        Functional = surrogate.Functional,
        Reason = surrogate.Reason,
        OnlyIfKnown = surrogate.OnlyIfKnown,
    };

    public ClaimSurrogate ConvertToSurrogate(in Claim value) => new()
    {
        Kind = value.Kind,
        Subject = value.Subject,
        Slot = value.Slot,
        Value = value.Value,
        Polarity = value.Polarity,
        Span = value.Span,
        When = value.When?.ToString(),
        Functional = value.Functional,
        Reason = value.Reason,
        OnlyIfKnown = value.OnlyIfKnown,
    };
}
