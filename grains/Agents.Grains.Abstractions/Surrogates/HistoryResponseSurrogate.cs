using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="HistoryResponse"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.history-response")]
internal struct HistoryResponseSurrogate
{
    [Id(0)]
    public string Id;

    [Id(1)]
    public IReadOnlyList<HistoryEntry> Entries;
}

/// <summary>Converts <see cref="HistoryResponse"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class HistoryResponseConverter : IConverter<HistoryResponse, HistoryResponseSurrogate>
{
    public HistoryResponse ConvertFromSurrogate(in HistoryResponseSurrogate surrogate) =>
        new(surrogate.Id, surrogate.Entries);

    public HistoryResponseSurrogate ConvertToSurrogate(in HistoryResponse value) => new()
    {
        Id = value.Id,
        Entries = value.Entries,
    };
}
