using Agents.Memory.Consolidation;

namespace Agents.Grains.Surrogates;

/// <summary>Carries <see cref="SummaryChoice"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.summary-choice")]
internal struct SummaryChoiceSurrogate
{
    [Id(0)]
    public string Id;

    [Id(1)]
    public IReadOnlyList<DraftSentence> Sentences;

    [Id(2)]
    public string Extractor;
}

/// <summary>Converts <see cref="SummaryChoice"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class SummaryChoiceConverter : IConverter<SummaryChoice, SummaryChoiceSurrogate>
{
    public SummaryChoice ConvertFromSurrogate(in SummaryChoiceSurrogate surrogate) => new(
        surrogate.Id, surrogate.Sentences, surrogate.Extractor);

    public SummaryChoiceSurrogate ConvertToSurrogate(in SummaryChoice value) => new()
    {
        Id = value.Id,
        Sentences = value.Sentences,
        Extractor = value.Extractor,
    };
}
