using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="EpisodeReceipt"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.episode-receipt")]
internal struct EpisodeReceiptSurrogate
{
    [Id(0)]
    public string Id;

    [Id(1)]
    public long Position;
}

/// <summary>Converts <see cref="EpisodeReceipt"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class EpisodeReceiptConverter : IConverter<EpisodeReceipt, EpisodeReceiptSurrogate>
{
    public EpisodeReceipt ConvertFromSurrogate(in EpisodeReceiptSurrogate surrogate) =>
        new(surrogate.Id, surrogate.Position);

    public EpisodeReceiptSurrogate ConvertToSurrogate(in EpisodeReceipt value) => new()
    {
        Id = value.Id,
        Position = value.Position,
    };
}
