using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.MembershipService.SiloMetadata;

namespace Agents.Grains.Embedding;

/// <summary>Knows the labels of the silos. In a cluster that gives none, no silo has any.</summary>
internal sealed class SiloLabels(IServiceProvider services)
{
    private readonly ISiloMetadataCache? _metadata = services.GetService<ISiloMetadataCache>();

    public bool Has(SiloAddress silo, string label, string value) =>
        _metadata?.GetSiloMetadata(silo).Metadata.TryGetValue(label, out var has) == true && has == value;
}
