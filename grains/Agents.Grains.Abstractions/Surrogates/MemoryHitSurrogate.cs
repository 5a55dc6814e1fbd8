using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="MemoryHit"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.memory-hit")]
internal struct MemoryHitSurrogate
{
    [Id(0)]
    public string Id;

    [Id(1)]
    public MemoryKind Kind;

    [Id(2)]
    public string Text;

    [Id(3)]
    public string Author;

    [Id(4)]
    public string Role;

    [Id(5)]
    public string? Conversation;

    [Id(6)]
    public DateTimeOffset Time;

    [Id(7)]
    public double Score;

    [Id(8)]
    public double Confidence;

    [Id(9)]
    public IReadOnlyDictionary<string, double> Signals;

    [Id(10)]
    public MemorySource Source;
}

/// <summary>Converts <see cref="MemoryHit"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class MemoryHitConverter : IConverter<MemoryHit, MemoryHitSurrogate>
{
    public MemoryHit ConvertFromSurrogate(in MemoryHitSurrogate surrogate) => new()
    {
        Id = surrogate.Id,
        Kind = surrogate.Kind,
        Text = surrogate.Text,
        Author = surrogate.Author,
        Role = surrogate.Role,
        Conversation = surrogate.Conversation,
        Time = surrogate.Time,
        Score = surrogate.Score,
        Confidence = surrogate.Confidence,
        Signals = surrogate.Signals,
        Source = surrogate.Source,
    };

    public MemoryHitSurrogate ConvertToSurrogate(in MemoryHit value) => new()
    {
        Id = value.Id,
        Kind = value.Kind,
        Text = value.Text,
        Author = value.Author,
        Role = value.Role,
        Conversation = value.Conversation,
        Time = value.Time,
        Score = value.Score,
        Confidence = value.Confidence,
        Signals = value.Signals,
        Source = value.Source,
    };
}
