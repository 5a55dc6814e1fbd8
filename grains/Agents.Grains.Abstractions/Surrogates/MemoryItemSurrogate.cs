using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="MemoryItem"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.memory-item")]
internal struct MemoryItemSurrogate
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
    public string? Agent;

    [Id(7)]
    public DateTimeOffset Time;

    [Id(8)]
    public DateTimeOffset RecordedAt;

    [Id(9)]
    public MemoryState State;

    [Id(10)]
    public bool Pinned;

    [Id(11)]
    public DateTimeOffset? Expires;

    [Id(12)]
    public bool Evidence;

    [Id(13)]
    public long Position;

    [Id(14)]
    public IReadOnlyDictionary<string, string>? Metadata;

    [Id(15)]
    public Statement? Statement;

    [Id(16)]
    public RecalledBlock? Recalled;

    [Id(17)]
    public bool Held;

    [Id(18)]
    public double? Activation;
}

/// <summary>Converts <see cref="MemoryItem"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class MemoryItemConverter : IConverter<MemoryItem, MemoryItemSurrogate>
{
    public MemoryItem ConvertFromSurrogate(in MemoryItemSurrogate surrogate) => new()
    {
        Id = surrogate.Id,
        Kind = surrogate.Kind,
        Text = surrogate.Text,
        Author = surrogate.Author,
        Role = surrogate.Role,
        Conversation = surrogate.Conversation,
        Agent = surrogate.Agent,
        Time = surrogate.Time,
        RecordedAt = surrogate.RecordedAt,
        State = surrogate.State,
        Pinned = surrogate.Pinned,
        Expires = surrogate.Expires,
        Evidence = surrogate.Evidence,
        Position = surrogate.Position,
        Metadata = surrogate.Metadata,
        Statement = surrogate.Statement,
        Recalled = surrogate.Recalled,
        Held = surrogate.Held,
        Activation = surrogate.Activation,
    };

    public MemoryItemSurrogate ConvertToSurrogate(in MemoryItem value) => new()
    {
        Id = value.Id,
        Kind = value.Kind,
        Text = value.Text,
        Author = value.Author,
        Role = value.Role,
        Conversation = value.Conversation,
        Agent = value.Agent,
        Time = value.Time,
        RecordedAt = value.RecordedAt,
        State = value.State,
        Pinned = value.Pinned,
        Expires = value.Expires,
        Evidence = value.Evidence,
        Position = value.Position,
        Metadata = value.Metadata,
        Statement = value.Statement,
        Recalled = value.Recalled,
        Held = value.Held,
        Activation = value.Activation,
    };
}
