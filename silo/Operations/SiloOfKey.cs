using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace Agents.Silo.Operations;

/// <summary>Places a grain on the silo whose address is its key.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("agents.silo-of-key")]
internal sealed class SiloOfKey : PlacementStrategy;

/// <inheritdoc cref="SiloOfKey"/>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SiloOfKeyAttribute() : PlacementAttribute(new SiloOfKey());

/// <inheritdoc cref="SiloOfKey"/>
internal sealed class SiloOfKeyDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(
        PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var key = target.GrainIdentity.Key.ToString()!;
        var silo = Array.Find(context.GetCompatibleSilos(target), known => known.ToParsableString() == key);
        return silo is null
            ? Task.FromException<SiloAddress>(new OrleansException($"There is no silo {key} any more."))
            : Task.FromResult(silo);
    }
}
