using Agents.Contracts;

namespace Agents.Memory.Recall;

/// <summary>A block of memories for a prompt.</summary>
/// <param name="Text">The block, one memory a line; empty when nothing is in it.</param>
/// <param name="Tokens">Its tokens, never more than the budget.</param>
/// <param name="Included">The ids in the order of the lines.</param>
/// <param name="LeftOut">Every other candidate, best first, with the reason.</param>
public sealed record PackedContext(
    string Text, int Tokens, IReadOnlyList<string> Included, IReadOnlyList<LeftOutMemory> LeftOut);
