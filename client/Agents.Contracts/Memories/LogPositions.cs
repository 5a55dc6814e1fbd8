namespace Agents.Contracts;

/// <summary>How far each stage has come along the user's log: <c>Consolidated &lt;= Indexed &lt;= Durable &lt;=
/// Accepted</c>.</summary>
public sealed record LogPositions(long Accepted, long Durable, long Indexed, long Consolidated);
