using Agents.Gateway.Health;

namespace Agents.Silo.Hosting;

/// <summary>Says that the node is ready once the log is open, the model answers and it has joined the cluster, until it
/// is asked to stop.</summary>
internal sealed class SiloReadiness : IReadiness
{
    private volatile bool _isReady;
    private volatile bool _isStopping;

    public bool IsReady
    {
        get => _isReady;
        set => _isReady = value;
    }

    public bool IsStopping
    {
        get => _isStopping;
        set => _isStopping = value;
    }

    public string? Reason => IsReady ? null : "The node is starting: it loads its model, or waits for the cluster.";
}
