using Agents.Memory.Consolidation;
using Agents.Memory.Extraction;

namespace Agents.Grains.Surrogates;

/// <summary>Carries <see cref="ReadText"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.read-text")]
internal struct ReadTextSurrogate
{
    [Id(0)]
    public SourceText Text;

    [Id(1)]
    public IReadOnlyList<Claim> Claims;

    [Id(2)]
    public string Extractor;

    [Id(3)]
    public string? Unread;
}

/// <summary>Converts <see cref="ReadText"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class ReadTextConverter : IConverter<ReadText, ReadTextSurrogate>
{
    public ReadText ConvertFromSurrogate(in ReadTextSurrogate surrogate) => new(
        surrogate.Text, surrogate.Claims, surrogate.Extractor, surrogate.Unread);

    public ReadTextSurrogate ConvertToSurrogate(in ReadText value) => new()
    {
        Text = value.Text,
        Claims = value.Claims,
        Extractor = value.Extractor,
        Unread = value.Unread,
    };
}
