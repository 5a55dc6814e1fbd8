using Agents.Contracts;

namespace Agents.Grains.Abstractions.Surrogates;

/// <summary>Carries <see cref="RetentionCandidate"/> between silos. Ids are permanent: add, never renumber.</summary>
[GenerateSerializer, Immutable, Alias("agents.retention-candidate")]
internal struct RetentionCandidateSurrogate
{
    [Id(0)]
    public string Id;

    [Id(1)]
    public double Activation;

    [Id(2)]
    public string Why;
}

/// <summary>Converts <see cref="RetentionCandidate"/> from and to its surrogate.</summary>
[RegisterConverter]
internal sealed class RetentionCandidateConverter : IConverter<RetentionCandidate, RetentionCandidateSurrogate>
{
    public RetentionCandidate ConvertFromSurrogate(in RetentionCandidateSurrogate surrogate) => new(
        surrogate.Id, surrogate.Activation, surrogate.Why);

    public RetentionCandidateSurrogate ConvertToSurrogate(in RetentionCandidate value) => new()
    {
        Id = value.Id,
        Activation = value.Activation,
        Why = value.Why,
    };
}
