using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="HistoryEntry"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.history-entry")]
internal struct HistoryEntrySurrogate
{
    [Id(0)]
    public DateTimeOffset At;

    [Id(1)]
    public string Change;

    [Id(2)]
    public string? Text;

    [Id(3)]
    public long Position;

    [Id(4)]
    public string? Why;
}

/// <summary>Converts <see cref="HistoryEntry"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class HistoryEntryConverter : IConverter<HistoryEntry, HistoryEntrySurrogate>
{
    public HistoryEntry ConvertFromSurrogate(in HistoryEntrySurrogate surrogate) =>
        new(surrogate.At, surrogate.Change, surrogate.Text, surrogate.Position, surrogate.Why);

    public HistoryEntrySurrogate ConvertToSurrogate(in HistoryEntry value) => new()
    {
        At = value.At,
        Change = value.Change,
        Text = value.Text,
        Position = value.Position,
        Why = value.Why,
    };
}
