namespace Agents.Gateway.Identity;

/// <summary>Marks an endpoint that only operators may see.</summary>
internal sealed class OperatorOnly
{
    public static OperatorOnly Instance { get; } = new();
}
