using Agents.Memory.Consolidation;

namespace Agents.Grains.Surrogates;

/// <summary>Carries <see cref="SourceText"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.source-text")]
internal struct SourceTextSurrogate
{
    [Id(0)]
    public long Sequence;

    [Id(1)]
    public long TextSequence;

    [Id(2)]
    public string Text;

    [Id(3)]
    public DateTimeOffset Time;

    [Id(4)]
    public string Author;

    [Id(5)]
    public string Role;

    [Id(6)]
    public string? Conversation;

    [Id(7)]
    public string? Agent;
}

/// <summary>Converts <see cref="SourceText"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class SourceTextConverter : IConverter<SourceText, SourceTextSurrogate>
{
    public SourceText ConvertFromSurrogate(in SourceTextSurrogate surrogate) => new(
        surrogate.Sequence, surrogate.TextSequence, surrogate.Text, surrogate.Time, surrogate.Author,
        surrogate.Role, surrogate.Conversation, surrogate.Agent);

    public SourceTextSurrogate ConvertToSurrogate(in SourceText value) => new()
    {
        Sequence = value.Sequence,
        TextSequence = value.TextSequence,
        Text = value.Text,
        Time = value.Time,
        Author = value.Author,
        Role = value.Role,
        Conversation = value.Conversation,
        Agent = value.Agent,
    };
}
