namespace Agents.Grains.Embedding;

/// <summary>Knows which silo a shard belongs on, so that shards which came up before a silo joined move to
/// it.</summary>
internal sealed class ShardNodes(IClusterManifestProvider manifests, ISiloStatusOracle silos, SiloLabels labels)
{
    /// <summary>The label of silos that host shards, and its value.</summary>
    public const string Label = "hw";
    public const string LabelValue = "gpu";

    /// <summary>Gives the silo of a shard among those that may host it.</summary>
    /// <param name="index">The shard's number.</param>
    /// <param name="nodes">At least one silo, in any order.</param>
    public static SiloAddress NodeOf(int index, IEnumerable<SiloAddress> nodes)
    {
        SiloAddress[] sorted = [.. nodes.Order()];
        return sorted[index % sorted.Length];
    }

    /// <summary>Gives the silo of a shard among those that are up; null where none is known.</summary>
    /// <param name="index">The shard's number.</param>
    /// <param name="type">The grain's type, which not every silo has.</param>
    public SiloAddress? NodeOf(int index, GrainType type)
    {
        SiloAddress[] nodes =
        [
            .. from silo in manifests.Current.Silos
               where silo.Value.Grains.ContainsKey(type)
                   && silos.GetApproximateSiloStatus(silo.Key) == SiloStatus.Active
                   && labels.Has(silo.Key, Label, LabelValue)
               select silo.Key,
        ];
        return nodes.Length > 0 ? NodeOf(index, nodes) : null;
    }
}
