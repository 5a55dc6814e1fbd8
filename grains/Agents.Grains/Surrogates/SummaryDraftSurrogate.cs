using Agents.Memory.Consolidation;

namespace Agents.Grains.Surrogates;

/// <summary>Carries <see cref="SummaryDraft"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.summary-draft")]
internal struct SummaryDraftSurrogate
{
    [Id(0)]
    public string Id;

    [Id(1)]
    public IReadOnlyList<DraftSentence> Sentences;
}

/// <summary>Converts <see cref="SummaryDraft"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class SummaryDraftConverter : IConverter<SummaryDraft, SummaryDraftSurrogate>
{
    public SummaryDraft ConvertFromSurrogate(in SummaryDraftSurrogate surrogate) => new(
        surrogate.Id, surrogate.Sentences);

    public SummaryDraftSurrogate ConvertToSurrogate(in SummaryDraft value) => new()
    {
        Id = value.Id,
        Sentences = value.Sentences,
    };
}
