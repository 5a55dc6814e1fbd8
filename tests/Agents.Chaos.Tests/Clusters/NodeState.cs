namespace Agents.Chaos.Tests.Clusters;

/// <summary>What a test has done to a silo.</summary>
internal enum NodeState
{
    Down,
    Running,
    Paused,
}
