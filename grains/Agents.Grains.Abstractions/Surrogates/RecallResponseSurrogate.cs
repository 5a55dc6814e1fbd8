using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="RecallResponse"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.recall-response")]
internal struct RecallResponseSurrogate
{
    [Id(0)]
    public string Context;

    [Id(1)]
    public int Tokens;

    [Id(2)]
    public bool Answerable;

    [Id(3)]
    public IReadOnlyList<MemoryHit> Hits;

    [Id(4)]
    public IReadOnlyList<LeftOutMemory> LeftOut;

    [Id(5)]
    public int Pending;

    [Id(6)]
    public IReadOnlyList<string> Skipped;

    [Id(7)]
    public long Position;

    [Id(8)]
    public DateTimeOffset At;

    [Id(9)]
    public string Hash;
}

/// <summary>Converts <see cref="RecallResponse"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class RecallResponseConverter : IConverter<RecallResponse, RecallResponseSurrogate>
{
    public RecallResponse ConvertFromSurrogate(in RecallResponseSurrogate surrogate) => new()
    {
        Context = surrogate.Context,
        Tokens = surrogate.Tokens,
        Answerable = surrogate.Answerable,
        Hits = surrogate.Hits,
        LeftOut = surrogate.LeftOut,
        Pending = surrogate.Pending,
        Skipped = surrogate.Skipped,
        Position = surrogate.Position,
        At = surrogate.At,
        Hash = surrogate.Hash,
    };

    public RecallResponseSurrogate ConvertToSurrogate(in RecallResponse value) => new()
    {
        Context = value.Context,
        Tokens = value.Tokens,
        Answerable = value.Answerable,
        Hits = value.Hits,
        LeftOut = value.LeftOut,
        Pending = value.Pending,
        Skipped = value.Skipped,
        Position = value.Position,
        At = value.At,
        Hash = value.Hash,
    };
}
