namespace Agents.Grains.Embedding;

/// <summary>The i-th shard lives on the i-th silo of those that may host it, counted round.</summary>
/// <remarks>Orleans' own placement weighs load, which a few grains of equal work leave uneven.</remarks>
[GenerateSerializer, Immutable, Alias("agents.spread-placement")]
internal sealed class SpreadPlacement : PlacementStrategy;
