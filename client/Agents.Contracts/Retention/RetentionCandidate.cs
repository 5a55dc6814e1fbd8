namespace Agents.Contracts;

/// <summary>A memory that a policy would take out of recall.</summary>
/// <param name="Id">The memory.</param>
/// <param name="Activation">Its base-level activation, a natural logarithm: higher is more in use.</param>
/// <param name="Why">The limit that it is beyond.</param>
public sealed record RetentionCandidate(string Id, double Activation, string Why);
