namespace Agents.Chaos.Tests.Clusters;

/// <summary>Several silo processes. Disposal ends every one.</summary>
internal sealed class SiloCluster : IAsyncDisposable
{
    private SiloCluster(ClusterPlan plan, string folder) =>
        Nodes = [.. Enumerable.Range(0, plan.Nodes).Select(index => new SiloNode(index, plan, folder))];

    public IReadOnlyList<SiloNode> Nodes { get; }

    public IEnumerable<SiloNode> Running => Nodes.Where(node => node.State == NodeState.Running);

    /// <summary>Starts the silos: the first one alone, since it creates what they share.</summary>
    /// <param name="plan">What is started.</param>
    /// <param name="folder">Where the silos' data folders and logs lie.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<SiloCluster> StartAsync(
        ClusterPlan plan, string folder, CancellationToken cancellationToken)
    {
        var cluster = new SiloCluster(plan, folder);
        try
        {
            await cluster.Nodes[0].StartAsync(cancellationToken);
            await Task.WhenAll(cluster.Nodes.Skip(1).Select(node => node.StartAsync(cancellationToken)));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends every silo as a power cut would, and starts one again: it knows what lies in the
    /// storage.</summary>
    public async Task<SiloNode> RestartOneAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(Nodes.Select(node => node.KillAsync()));
        await Nodes[0].StartAsync(cancellationToken);
        return Nodes[0];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
        {
            await node.DisposeAsync();
        }
    }
}
