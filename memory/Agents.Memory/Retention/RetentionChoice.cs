namespace Agents.Memory.Retention;

/// <summary>A memory that a policy takes out of recall.</summary>
/// <param name="Ordinal">The memory.</param>
/// <param name="Activation">How present it is, a natural logarithm.</param>
/// <param name="Why">The limit that it is beyond.</param>
public readonly record struct RetentionChoice(int Ordinal, double Activation, string Why);
