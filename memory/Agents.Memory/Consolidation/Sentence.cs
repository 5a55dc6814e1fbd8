namespace Agents.Memory.Consolidation;

/// <summary>A sentence of a conversation.</summary>
/// <param name="Turn">The place of its turn among the turns.</param>
/// <param name="Start">The first of its code units.</param>
/// <param name="End">The first after it.</param>
internal readonly record struct Sentence(int Turn, int Start, int End);
