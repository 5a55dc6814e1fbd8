namespace Agents.Gateway.Health;

/// <summary>The readiness of a host that has nothing to wait for.</summary>
internal sealed class AlwaysReady : IReadiness
{
    public bool IsReady => true;

    public string? Reason => null;
}
