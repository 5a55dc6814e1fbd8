using Agents.Gateway.Health;

namespace Agents.Silo.Hosting;

/// <summary>Says that the silo is ready once the log is open, the model answers and the silo has joined.</summary>
internal sealed class SiloReadiness : IReadiness
{
    private volatile bool _isReady;

    public bool IsReady
    {
        get => _isReady;
        set => _isReady = value;
    }

    public string? Reason => IsReady ? null : "The silo is starting: the embedding model is being loaded.";
}
