using Agents.Memory.Consolidation;

namespace Agents.Grains.Surrogates;

/// <summary>Carries <see cref="DraftSentence"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.draft-sentence")]
internal struct DraftSentenceSurrogate
{
    [Id(0)]
    public long Turn;

    [Id(1)]
    public int Start;

    [Id(2)]
    public int End;

    [Id(3)]
    public string Author;

    [Id(4)]
    public string Role;

    [Id(5)]
    public string Text;
}

/// <summary>Converts <see cref="DraftSentence"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class DraftSentenceConverter : IConverter<DraftSentence, DraftSentenceSurrogate>
{
    public DraftSentence ConvertFromSurrogate(in DraftSentenceSurrogate surrogate) => new(
        surrogate.Turn, surrogate.Start, surrogate.End, surrogate.Author, surrogate.Role, surrogate.Text);

    public DraftSentenceSurrogate ConvertToSurrogate(in DraftSentence value) => new()
    {
        Turn = value.Turn,
        Start = value.Start,
        End = value.End,
        Author = value.Author,
        Role = value.Role,
        Text = value.Text,
    };
}
