namespace Agents.Silo.Operations;

/// <summary>What <c>/operator/state</c> answers.</summary>
/// <param name="At">When it was read; it is read anew at most once a second, whoever asks.</param>
/// <param name="Nodes">The processes of the cluster, by name, and this one where it hosts no grains.</param>
/// <param name="LeftOut">How many nodes more there are than are asked at once.</param>
internal sealed record ClusterState(DateTimeOffset At, IReadOnlyList<NodeState> Nodes, int LeftOut);
