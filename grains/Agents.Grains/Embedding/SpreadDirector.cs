using Agents.Grains.Abstractions;
using Orleans.Runtime.Placement;

namespace Agents.Grains.Embedding;

/// <summary>Places a new shard.</summary>
internal sealed class SpreadDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(
        PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var index = EmbeddingShards.IndexOf(target.GrainIdentity.Key.ToString()!);
        return Task.FromResult(ShardNodes.NodeOf(index, context.GetCompatibleSilos(target)));
    }
}
