using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace Agents.Grains.Embedding;

/// <summary>Leaves of the silos those with the label.</summary>
internal sealed class RequireLabelDirector(SiloLabels labels) : IPlacementFilterDirector
{
    public IEnumerable<SiloAddress> Filter(
        PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos)
    {
        var wanted = (RequireLabelStrategy)filterStrategy;
        return silos.Where(silo => labels.Has(silo, wanted.Label, wanted.Value));
    }
}
