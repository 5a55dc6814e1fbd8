using Agents.Contracts;

namespace Agents.Grains.Abstractions;

/// <summary>The receipts of an append. All of its episodes are durable.</summary>
/// <param name="Episodes">One receipt for each episode, in order.</param>
/// <param name="Repeated">Whether every episode was known already, so that nothing was written.</param>
[GenerateSerializer, Immutable, Alias("agents.append-receipt")]
public sealed record AppendReceipt(
    [property: Id(0)] IReadOnlyList<EpisodeReceipt> Episodes,
    [property: Id(1)] bool Repeated);
