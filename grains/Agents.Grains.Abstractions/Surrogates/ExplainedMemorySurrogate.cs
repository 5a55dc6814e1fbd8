using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="ExplainedMemory"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.explained-memory")]
internal struct ExplainedMemorySurrogate
{
    [Id(0)]
    public string Id;

    [Id(1)]
    public int? Rank;

    [Id(2)]
    public double Score;

    [Id(3)]
    public IReadOnlyDictionary<string, double> Signals;

    [Id(4)]
    public string Needed;
}

/// <summary>Converts <see cref="ExplainedMemory"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class ExplainedMemoryConverter : IConverter<ExplainedMemory, ExplainedMemorySurrogate>
{
    public ExplainedMemory ConvertFromSurrogate(in ExplainedMemorySurrogate surrogate) =>
        new(surrogate.Id, surrogate.Rank, surrogate.Score, surrogate.Signals, surrogate.Needed);

    public ExplainedMemorySurrogate ConvertToSurrogate(in ExplainedMemory value) => new()
    {
        Id = value.Id,
        Rank = value.Rank,
        Score = value.Score,
        Signals = value.Signals,
        Needed = value.Needed,
    };
}
