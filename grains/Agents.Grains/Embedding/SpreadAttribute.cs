using Orleans.Placement;

namespace Agents.Grains.Embedding;

/// <summary>Spreads the shards evenly over the silos that may host them.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SpreadAttribute() : PlacementAttribute(new SpreadPlacement());
